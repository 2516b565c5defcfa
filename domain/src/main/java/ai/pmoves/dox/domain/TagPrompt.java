package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of the instructions by which a document is tagged.
 *
 * @param documentId the document, which need not exist
 * @param createdAt UTC, null where an older store did not say
 */
public record TagPrompt(
        Id<TagPrompt> id,
        Id<Document> documentId,
        String promptText,
        @Nullable Json examples,
        @Nullable Instant createdAt,
        @Nullable String author) {
    public TagPrompt {
        requireNonNull(id, "id");
        requireNonNull(documentId, "documentId");
        Text.require(promptText, "promptText");
        createdAt = Times.microsOrNull(createdAt);
        Text.optional(author, "author");
    }
}
