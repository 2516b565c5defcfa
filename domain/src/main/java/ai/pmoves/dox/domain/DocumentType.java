package ai.pmoves.dox.domain;

import ai.pmoves.dox.domain.text.Text;

/** What kind of document it is. Older stores hold other words, which are kept as they are. */
public record DocumentType(String value) {
    /** With pages and sections: a PDF, or a document that docling read. */
    public static final DocumentType PDF = new DocumentType("pdf");

    public static final DocumentType XML = new DocumentType("xml");
    public static final DocumentType OPENAPI = new DocumentType("openapi");
    public static final DocumentType POSTMAN = new DocumentType("postman");

    public DocumentType {
        Text.requireNonBlank(Text.requireLabel(value, "document type"), "document type");
    }
}
