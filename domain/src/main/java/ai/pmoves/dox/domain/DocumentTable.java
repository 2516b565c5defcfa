package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

/**
 * One table of a document.
 *
 * @param order its place among the document's tables, from 0
 * @param content {@code columns}, {@code rows} and {@code page}
 */
public record DocumentTable(Id<DocumentTable> id, Id<Document> documentId, int order, Json content) {
    public DocumentTable {
        requireNonNull(id, "id");
        requireNonNull(documentId, "documentId");
        requireNonNull(content, "content");
    }
}
