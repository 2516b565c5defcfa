package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.ports.store.DocumentRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** The documents. */
public final class DocumentRoutes implements RouteGroup {
    private final DocumentRepository documents;

    public DocumentRoutes(DocumentRepository documents) {
        this.documents = documents;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/documents", this::list);
    }

    private void list(Context ctx) {
        var types = Params.text(ctx, "type")
                .filter(word -> !word.isBlank())
                .map(DocumentView::types)
                .orElse(Set.of());
        Lists.answer(ctx, "documents", page -> documents.list(types, page), DocumentView::of);
    }
}
