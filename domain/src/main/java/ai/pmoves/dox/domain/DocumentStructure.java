package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

/**
 * A document's headings as a tree.
 *
 * @param hierarchy {@code title} and {@code sections}, each with {@code level}, {@code title},
 *     {@code content} and {@code subsections}
 */
public record DocumentStructure(Id<Document> documentId, Json hierarchy) {
    public DocumentStructure {
        requireNonNull(documentId, "documentId");
        requireNonNull(hierarchy, "hierarchy");
    }
}
