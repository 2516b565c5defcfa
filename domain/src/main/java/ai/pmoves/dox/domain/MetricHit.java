package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A business figure that a document's text states.
 *
 * @param type {@code revenue}, {@code growth}, {@code margin} or {@code profit}
 * @param value as written, with its K, M or B
 * @param context the words around it
 * @param position where it starts in its text unit, in UTF-16 units
 * @param page from 1
 * @param sourceIndex the text unit's place in the document, from 0
 */
public record MetricHit(
        Id<MetricHit> id,
        Id<Document> documentId,
        String type,
        @Nullable String value,
        @Nullable String context,
        @Nullable Integer position,
        @Nullable Integer page,
        @Nullable Integer sourceIndex) {
    public MetricHit {
        requireNonNull(id, "id");
        requireNonNull(documentId, "documentId");
        Text.require(type, "type");
        Text.optional(value, "value");
        Text.optional(context, "context");
    }
}
