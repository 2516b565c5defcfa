package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.ApiRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The operations of API descriptions. */
public final class ApiRoutes implements RouteGroup {
    private final ApiRepository apis;

    public ApiRoutes(ApiRepository apis) {
        this.apis = apis;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/apis", this::list);
        routes.get("/apis/{id}", this::show);
    }

    private void list(Context ctx) {
        var filter = new ApiFilter(
                Params.text(ctx, "method"),
                Params.text(ctx, "tag"),
                Params.text(ctx, "path_like"),
                Params.id(ctx, "document_id"));
        Lists.answer(ctx, "apis", page -> apis.list(filter, page), ApiView::of);
    }

    private void show(Context ctx) {
        var api =
                apis.find(Params.id(ctx)).orElseThrow(() -> new DoxException(ErrorCode.API_NOT_FOUND, "API not found"));
        ctx.json(ApiView.Detailed.of(api));
    }
}
