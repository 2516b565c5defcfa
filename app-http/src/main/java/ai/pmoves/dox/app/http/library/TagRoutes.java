package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.TagRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** The tags of documents. */
public final class TagRoutes implements RouteGroup {
    private final TagRepository tags;

    public TagRoutes(TagRepository tags) {
        this.tags = tags;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/tags", this::list);
    }

    private void list(Context ctx) {
        Optional<Id<Document>> documentId = Params.id(ctx, "document_id");
        var contains = Params.text(ctx, "q");
        Lists.answer(ctx, "tags", page -> tags.list(documentId, contains, page), TagView::of);
    }
}
