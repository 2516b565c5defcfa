package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * One unit of a document's text, such as a paragraph.
 *
 * @param order its place in the document, from 0
 * @param page from 1, null where the format has no pages
 * @param bbox where it stands on the page (points, from the top left), null if unknown
 */
public record Section(
        Id<Section> id,
        Id<Document> documentId,
        int order,
        String text,
        @Nullable Integer page,
        @Nullable Json bbox) {
    public Section {
        requireNonNull(id, "id");
        requireNonNull(documentId, "documentId");
        Text.require(text, "text");
    }
}
