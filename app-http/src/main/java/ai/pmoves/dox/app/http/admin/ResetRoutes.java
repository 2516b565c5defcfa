package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.app.http.support.HttpCodes;
import ai.pmoves.dox.app.http.support.HttpFailure;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the store. Files stay where they are. Off where strangers can ask for it without a key. */
public final class ResetRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ResetRoutes.class);

    private final Store store;
    private final boolean off;

    public ResetRoutes(Store store, HttpConfig config) {
        this.store = store;
        this.off = !config.access().isGuarded() && !config.isLoopback();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.delete("/reset", this::reset);
    }

    private void reset(Context ctx) {
        if (off) {
            throw new HttpFailure(
                    403,
                    HttpCodes.AUTH_NOT_CONFIGURED,
                    "Reset is off: this server listens to other machines and requires no key. Set"
                            + " SUPABASE_SERVICE_KEY, or listen on 127.0.0.1 only.");
        }
        store.clear();
        LOG.info("event=store.cleared");
        ctx.json(Map.of("status", "Database reset"));
    }
}
