package ai.pmoves.dox.app.http;

import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.ports.store.DocumentRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The documents. */
final class DocumentRoutes implements RouteGroup {
    private final DocumentRepository documents;

    DocumentRoutes(DocumentRepository documents) {
        this.documents = documents;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/documents", this::list);
    }

    private void list(Context ctx) {
        var type = Params.text(ctx, "type").filter(word -> !word.isBlank()).map(DocumentType::new);
        Lists.answer(ctx, "documents", page -> documents.list(type, page), DocumentView::of);
    }
}
