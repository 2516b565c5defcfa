package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps evidence, which never changes once added. */
public interface EvidenceRepository {

    /** Returns the evidence, or empty if it was never added or has been removed. */
    @Reads
    Optional<Evidence> find(Id<Evidence> id);

    /**
     * Adds the evidence in its order.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} or {@code store.parent-missing};
     *     none of it was written
     */
    @Writes
    void addAll(List<Evidence> evidence);

    /** Returns the evidence of an artifact in insertion order. */
    @Reads
    Page<Evidence> listByArtifact(Id<Artifact> id, PageRequest page);

    /** Returns the evidence of these content types (A to Z in any case), of all artifacts, in insertion order. */
    @Reads
    Page<Evidence> listByContentType(Set<String> lowerCaseTypes, PageRequest page);

    /**
     * Counts evidence by content type, A to Z in lower case, for each of the artifacts; an artifact without any is left
     * out.
     */
    @Reads
    Map<Id<Artifact>, Map<String, Integer>> countByContentType(Collection<Id<Artifact>> ids);
}
