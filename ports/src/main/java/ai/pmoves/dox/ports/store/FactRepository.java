package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;
import java.util.Optional;

/** Keeps facts, which never change once added. The evidence that a fact names need not exist. */
public interface FactRepository {

    /**
     * Adds the facts in their order.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} or {@code store.parent-missing};
     *     none of them was written
     */
    @Writes
    void addAll(List<Fact> facts);

    /** Returns facts in insertion order, of one week and of one artifact where these are given. */
    @Reads
    Page<Fact> list(Optional<String> reportWeek, Optional<Id<Artifact>> artifactId, PageRequest page);
}
