package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One source that was given to the library: an uploaded file or the address of a web page.
 *
 * @param filename the client's name of it, verbatim; not a path to open
 * @param filepath where its bytes are, relative to the home folder ({@code uploads/...}), or the address
 * @param filetype lower-case suffix with its dot, {@code url}, or empty
 * @param reportWeek the client's label for a period, empty when none was given
 * @param extras what its kind adds (keys {@code pdf}, {@code docling}, {@code web}, {@code media}, {@code image},
 *     {@code error})
 * @param contentHash SHA-256 of the bytes in lower-case hex, null where there are none
 * @param createdAt when it was first seen (UTC, microseconds), null where an older store did not say
 * @param revision 1 when it is added; each update raises it by one
 */
public record Artifact(
        Id<Artifact> id,
        String filename,
        String filepath,
        String filetype,
        @Nullable String reportWeek,
        @Nullable ArtifactStatus status,
        @Nullable String sourceUrl,
        @Nullable Json extras,
        @Nullable String contentHash,
        @Nullable Instant createdAt,
        long revision) {
    public Artifact {
        requireNonNull(id, "id");
        Text.require(filename, "filename");
        Text.require(filepath, "filepath");
        Text.require(filetype, "filetype");
        Text.optionalLabel(reportWeek, "reportWeek");
        Text.optional(sourceUrl, "sourceUrl");
        Text.optional(contentHash, "contentHash");
        createdAt = Times.microsOrNull(createdAt);
    }

    public Artifact withStatus(ArtifactStatus newStatus) {
        return new Artifact(
                id,
                filename,
                filepath,
                filetype,
                reportWeek,
                newStatus,
                sourceUrl,
                extras,
                contentHash,
                createdAt,
                revision);
    }

    public Artifact withExtras(@Nullable Json newExtras) {
        return new Artifact(
                id,
                filename,
                filepath,
                filetype,
                reportWeek,
                status,
                sourceUrl,
                newExtras,
                contentHash,
                createdAt,
                revision);
    }

    public Artifact withContentHash(String newHash) {
        return new Artifact(
                id, filename, filepath, filetype, reportWeek, status, sourceUrl, extras, newHash, createdAt, revision);
    }

    public Artifact withRevision(long newRevision) {
        return new Artifact(
                id,
                filename,
                filepath,
                filetype,
                reportWeek,
                status,
                sourceUrl,
                extras,
                contentHash,
                createdAt,
                newRevision);
    }
}
