package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A named thing that a document mentions.
 *
 * @param label its kind, in spaCy's words: {@code ORG}, {@code MONEY}, {@code DATE} and so on
 * @param startChar where it starts in its text unit, in UTF-16 units
 * @param endChar one past its end
 * @param page from 1
 * @param context the words around it
 * @param sourceIndex the text unit's place in the document, from 0
 */
public record EntityMention(
        Id<EntityMention> id,
        Id<Document> documentId,
        String label,
        String text,
        @Nullable Integer startChar,
        @Nullable Integer endChar,
        @Nullable Integer page,
        @Nullable String context,
        @Nullable Integer sourceIndex) {
    public EntityMention {
        requireNonNull(id, "id");
        requireNonNull(documentId, "documentId");
        Text.require(label, "label");
        Text.require(text, "text");
        Text.optional(context, "context");
    }
}
