package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One structured document: a PDF, an XML log, an API description.
 *
 * @param artifactId the artifact that it was read from; a PDF's document has the artifact's id, a log or an
 *     API description has no artifact
 * @param path where its bytes are, relative to the home folder
 * @param source how it came in, for clients to show
 * @param contentHash SHA-256 of the bytes in lower-case hex, null where an older store did not say
 * @param createdAt when it was added (UTC, microseconds), null where an older store did not say
 * @param revision 1 when it is added; each update raises it by one
 */
public record Document(
        Id<Document> id,
        @Nullable Id<Artifact> artifactId,
        String path,
        DocumentType type,
        @Nullable String title,
        @Nullable String source,
        @Nullable String contentHash,
        @Nullable Instant createdAt,
        long revision) {
    public Document {
        requireNonNull(id, "id");
        Text.require(path, "path");
        requireNonNull(type, "type");
        Text.optional(title, "title");
        Text.optional(source, "source");
        Text.optional(contentHash, "contentHash");
        createdAt = Times.microsOrNull(createdAt);
    }

    public Document withRevision(long newRevision) {
        return new Document(id, artifactId, path, type, title, source, contentHash, createdAt, newRevision);
    }
}
