package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document as clients see it; to those of the Python backend, each document with pages is a {@code pdf}. */
record DocumentView(
        String id,
        String path,
        String type,
        @Nullable String title,
        @Nullable String source,
        @Nullable String createdAt) {

    /** Returns the types of documents that a client asks for by a word. */
    static Set<DocumentType> types(String word) {
        var type = new DocumentType(word);
        return type.equals(DocumentType.PDF) ? DocumentType.WITH_PAGES : Set.of(type);
    }

    private static DocumentType shown(DocumentType type) {
        return DocumentType.WITH_PAGES.contains(type) ? DocumentType.PDF : type;
    }

    static DocumentView of(Document document) {
        return new DocumentView(
                document.id().value(),
                document.path(),
                shown(document.type()).value(),
                document.title(),
                document.source(),
                ArtifactView.text(document.createdAt()));
    }
}
