package ai.pmoves.dox.app.http;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.StoreHealth;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** That the server is there, and whether it can work. */
final class RootRoutes implements RouteGroup {
    private final Store store;
    private final String version;
    private final WatchReport watch;
    private final Uptime uptime;

    RootRoutes(Store store, HttpConfig config, Uptime uptime) {
        this.store = store;
        this.version = config.appVersion();
        this.watch = config.watch();
        this.uptime = uptime;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> ctx.json(ordered("message", "PMOVES-DoX API", "status", "running")));
        routes.get("/health", this::health);
        routes.get("/healthz", this::healthz);
        routes.get("/watch", this::watch);
    }

    private void health(Context ctx) {
        var health = store.health();
        var body = ordered("status", health.isAvailable() ? "ok" : "unavailable", "uptime_seconds", uptime.seconds());
        answer(ctx, body, health);
    }

    private void healthz(Context ctx) {
        var health = store.health();
        var body = ordered("status", health.isAvailable() ? "healthy" : "unavailable", "version", version);
        body.put("uptime_seconds", uptime.seconds());
        body.put("integrations", "skipped");
        answer(ctx, body, health);
    }

    private void answer(Context ctx, Map<String, Object> body, StoreHealth health) {
        if (!health.isAvailable()) {
            ctx.status(503).header("Retry-After", "5");
        }
        body.put("store", StoreView.of(store.name(), health));
        ctx.json(body);
    }

    private void watch(Context ctx) {
        var body = ordered("enabled", watch.enabled(), "dir", watch.dir());
        body.put("debounce_ms", watch.debounceMillis());
        body.put("min_bytes", watch.minBytes());
        body.put("available", watch.available());
        ctx.json(body);
    }

    private static Map<String, Object> ordered(String name1, Object value1, String name2, Object value2) {
        var map = new LinkedHashMap<String, Object>();
        map.put(name1, value1);
        map.put(name2, value2);
        return map;
    }
}
