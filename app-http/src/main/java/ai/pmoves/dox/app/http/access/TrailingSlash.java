package ai.pmoves.dox.app.http.access;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.InternalRouter;
import java.util.List;

/** Sends a request for a route with a slash too much to the route itself. */
final class TrailingSlash implements Handler {
    private static final List<HandlerType> METHODS =
            List.of(HandlerType.GET, HandlerType.POST, HandlerType.DELETE, HandlerType.PUT, HandlerType.PATCH);

    private final InternalRouter router;

    TrailingSlash(InternalRouter router) {
        this.router = router;
    }

    @Override
    public void handle(Context ctx) {
        var path = ctx.path();
        if (path.length() < 2 || !path.endsWith("/")) {
            return;
        }
        var without = path.substring(0, path.length() - 1);
        if (METHODS.stream().anyMatch(method -> router.findFirstHttpHandlerEntry(method, without) != null)) {
            var query = ctx.queryString() == null ? "" : "?" + ctx.queryString();
            ctx.status(307)
                    .header("Location", ctx.req().getRequestURI().replaceAll("/+$", "") + query)
                    .skipRemainingHandlers();
        }
    }
}
