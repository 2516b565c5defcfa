package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.Document;
import org.jspecify.annotations.Nullable;

/** A document as clients see it. */
record DocumentView(
        String id,
        String path,
        String type,
        @Nullable String title,
        @Nullable String source,
        @Nullable String createdAt) {

    static DocumentView of(Document document) {
        return new DocumentView(
                document.id().value(),
                document.path(),
                document.type().value(),
                document.title(),
                document.source(),
                ArtifactView.text(document.createdAt()));
    }
}
