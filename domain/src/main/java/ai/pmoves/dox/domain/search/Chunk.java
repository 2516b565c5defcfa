package ai.pmoves.dox.domain.search;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * One piece of text that a search can find.
 *
 * @param id {@code md:<artifact>:<i>}, {@code api:<id>}, {@code log:<id>} or {@code tag:<id>}
 * @param ordinal its place in its document, from 0
 * @param text at most {@link Chunks#MAX_CHARS} characters, but for tags
 * @param meta what clients link by; see {@link Chunks}
 */
public record Chunk(
        Id<Chunk> id,
        SourceType type,
        @Nullable Id<Artifact> artifactId,
        @Nullable Id<Document> documentId,
        int ordinal,
        String text,
        Json meta) {
    public Chunk {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        Text.requireNonBlank(text, "text");
        requireNonNull(meta, "meta");
    }
}
