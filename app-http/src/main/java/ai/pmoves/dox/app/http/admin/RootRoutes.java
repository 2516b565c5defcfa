package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.access.Access;
import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.app.http.config.WatchReport;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.search.SearchChunks;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.store.Store;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** That the server is there, and whether it can work. */
public final class RootRoutes implements RouteGroup {
    private final Store store;
    private final Supplier<Optional<DoxException>> writeRefusal;
    private final SearchChunks search;
    private final String version;
    private final WatchReport watch;
    private final Uptime uptime;

    public RootRoutes(
            Store store,
            Supplier<Optional<DoxException>> writeRefusal,
            SearchChunks search,
            HttpConfig config,
            Uptime uptime) {
        this.store = store;
        this.writeRefusal = writeRefusal;
        this.search = search;
        this.version = config.appVersion();
        this.watch = config.watch();
        this.uptime = uptime;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> ctx.json(new Greeting("PMOVES-DoX API", "running")), Access.PUBLIC);
        routes.get("/health", ctx -> answer(ctx, "ok", null, null), Access.PUBLIC);
        routes.get("/healthz", ctx -> answer(ctx, "healthy", version, "skipped"), Access.PUBLIC);
        routes.get("/watch", ctx -> ctx.json(watch));
    }

    private record Greeting(String message, String status) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Health(
            String status,
            @Nullable String version,
            long uptimeSeconds,
            @Nullable String integrations,
            StoreView store,
            @Nullable Writes writes,
            Search search) {}

    /** That nothing can be written just now, and the code of the error that a write gets. */
    private record Writes(String status, String code) {}

    private record Search(LatencyView latency) {}

    private void answer(Context ctx, String well, @Nullable String release, @Nullable String integrations) {
        var state = StoreView.of(store);
        var refusal = state.isOk() ? writeRefusal.get() : Optional.<DoxException>empty();
        if (!state.isOk() || refusal.isPresent()) {
            ctx.status(503).header("Retry-After", "5");
        }
        ctx.json(new Health(
                state.isOk() ? refusal.map(reason -> "read-only").orElse(well) : state.status(),
                release,
                uptime.seconds(),
                integrations,
                state,
                refusal.map(reason -> new Writes("refused", reason.code().text()))
                        .orElse(null),
                new Search(LatencyView.of(search.latencies()))));
    }
}
