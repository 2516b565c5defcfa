package ai.pmoves.dox.domain;

import ai.pmoves.dox.domain.text.Text;
import java.util.Set;

/** What kind of document it is. Older stores hold other words, which are kept as they are. */
public record DocumentType(String value) {
    public static final DocumentType PDF = new DocumentType("pdf");

    /** A DoclingDocument; those that were stored before this type existed are {@link #PDF}. */
    public static final DocumentType DOCLING = new DocumentType("docling");

    /** The types of documents with pages and sections. */
    public static final Set<DocumentType> WITH_PAGES = Set.of(PDF, DOCLING);

    public static final DocumentType XML = new DocumentType("xml");
    public static final DocumentType OPENAPI = new DocumentType("openapi");
    public static final DocumentType POSTMAN = new DocumentType("postman");

    public DocumentType {
        Text.requireNonBlank(Text.requireLabel(value, "document type"), "document type");
    }
}
