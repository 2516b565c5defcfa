package ai.pmoves.dox.app.http;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.store.Store;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        routes.get("/", ctx -> ctx.json(new Greeting("PMOVES-DoX API", "running")));
        routes.get("/health", ctx -> answer(ctx, "ok", null, null));
        routes.get("/healthz", ctx -> answer(ctx, "healthy", version, "skipped"));
        routes.get("/watch", ctx -> ctx.json(watch));
    }

    private record Greeting(String message, String status) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Health(
            String status,
            @Nullable String version,
            long uptimeSeconds,
            @Nullable String integrations,
            StoreHealth store) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record StoreHealth(
            String name,
            String status,
            @Nullable String error,
            @Nullable String code) {}

    private void answer(Context ctx, String well, @Nullable String release, @Nullable String integrations) {
        var failure = failure();
        var state = failure.isEmpty() ? "ok" : "unavailable";
        var health = new StoreHealth(
                store.name(),
                state,
                failure.map(DoxException::getMessage).orElse(null),
                failure.map(e -> e.code().text()).orElse(null));
        if (failure.isPresent()) {
            ctx.status(503).header("Retry-After", "5");
        }
        ctx.json(new Health(failure.isEmpty() ? well : state, release, uptime.seconds(), integrations, health));
    }

    private Optional<DoxException> failure() {
        try {
            store.ping();
            return Optional.empty();
        } catch (DoxException e) {
            return Optional.of(e);
        }
    }
}
