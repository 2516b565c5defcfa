package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import java.util.Optional;

/**
 * What became of one source that was to be ingested.
 *
 * @param filename the client's name or address of it
 * @param rows log entries or API operations, 0 for other kinds
 * @param error what went wrong, present if and only if the status is {@link Status#ERROR}
 */
public record IngestOutcome(
        String filename,
        Status status,
        Optional<Id<Artifact>> artifactId,
        Optional<Id<Document>> documentId,
        Optional<String> taskId,
        long facts,
        long evidence,
        long rows,
        Optional<DoxException> error) {

    /** How far it came. */
    public enum Status {
        /** Everything of it is stored. */
        SUCCESS,
        /** It is stored and will be read in the background; the task says when. */
        QUEUED,
        /** The same bytes are in the library already. */
        SKIPPED,
        /** It could not be read; nothing of its content is stored. */
        ERROR
    }

    static IngestOutcome ofArtifact(String filename, Id<Artifact> id, long facts, long evidence) {
        return new IngestOutcome(
                filename,
                Status.SUCCESS,
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                facts,
                evidence,
                0,
                Optional.empty());
    }

    static IngestOutcome ofDocument(String filename, Id<Document> id, long rows) {
        return new IngestOutcome(
                filename,
                Status.SUCCESS,
                Optional.empty(),
                Optional.of(id),
                Optional.empty(),
                0,
                0,
                rows,
                Optional.empty());
    }

    static IngestOutcome queued(String filename, Id<Artifact> id, String taskId) {
        return new IngestOutcome(
                filename,
                Status.QUEUED,
                Optional.of(id),
                Optional.empty(),
                Optional.of(taskId),
                0,
                0,
                0,
                Optional.empty());
    }

    static IngestOutcome skipped(String filename, Optional<Id<Artifact>> artifact, Optional<Id<Document>> document) {
        return new IngestOutcome(
                filename, Status.SKIPPED, artifact, document, Optional.empty(), 0, 0, 0, Optional.empty());
    }

    /** A source of which nothing was stored but, at most, the artifact that says so. */
    public static IngestOutcome failed(String filename, Optional<Id<Artifact>> artifact, DoxException error) {
        return new IngestOutcome(
                filename, Status.ERROR, artifact, Optional.empty(), Optional.empty(), 0, 0, 0, Optional.of(error));
    }
}
