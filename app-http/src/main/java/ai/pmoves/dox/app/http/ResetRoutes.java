package ai.pmoves.dox.app.http;

import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the store. Files stay where they are. */
final class ResetRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ResetRoutes.class);

    private final Store store;
    private final ResetGuard guard;

    ResetRoutes(Store store, ResetGuard guard) {
        this.store = store;
        this.guard = guard;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.delete("/reset", this::reset);
    }

    private void reset(Context ctx) {
        guard.check(ctx);
        store.clear();
        LOG.info("event=store.cleared");
        ctx.json(Map.of("status", "Database reset"));
    }
}
