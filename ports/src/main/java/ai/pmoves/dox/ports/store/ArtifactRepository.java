package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.Optional;
import java.util.Set;

/** Keeps the artifacts that the library was given. It holds no file contents. */
public interface ArtifactRepository {

    /** Returns the artifact, or empty if it was never added or has been removed. */
    @Reads
    Optional<Artifact> find(Id<Artifact> id);

    /**
     * Adds a new artifact; its revision is 1 whatever the record says.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} if the id is taken
     */
    @Writes
    void add(Artifact artifact);

    /**
     * Replaces the artifact if it is unchanged since the caller read it (same revision), and returns it with its new
     * revision, which is one more.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code artifact.not-found} if there is none, or
     *     {@code store.row-stale} if the stored revision is not the record's; nothing was written
     */
    @Writes
    Artifact update(Artifact artifact);

    /**
     * Adds or replaces an artifact and its document, both or neither. Revisions rise by one where a row existed,
     * whatever the records say.
     */
    @Writes
    void upsertWithDocument(Artifact artifact, Document document);

    /**
     * Removes the artifact with its facts, evidence, documents, their rows and their chunks; removing an absent
     * one does nothing.
     */
    @Writes
    void remove(Id<Artifact> id);

    /** Returns all artifacts, oldest first. */
    @Reads
    Page<Artifact> list(PageRequest page);

    /** Returns the artifacts of one status, oldest first. */
    @Reads
    Page<Artifact> listByStatus(ArtifactStatus status, PageRequest page);

    /** Returns the newest artifact of these bytes that has one of these statuses, if there is one. */
    @Reads
    Optional<Artifact> findByContentHash(Set<ArtifactStatus> statuses, String contentHash);
}
