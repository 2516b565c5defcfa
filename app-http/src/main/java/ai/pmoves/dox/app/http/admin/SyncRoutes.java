package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.ConflictView;
import ai.pmoves.dox.app.DeadLetterView;
import ai.pmoves.dox.app.RowNames;
import ai.pmoves.dox.app.SyncView;
import ai.pmoves.dox.app.http.config.Addresses;
import ai.pmoves.dox.app.http.support.InvalidRequest;
import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.replication.changes.DeadLetterActions;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.pair.Hub;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the two stores keep up with each other, and what becomes of that which does not go over. */
public final class SyncRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(SyncRoutes.class);
    private static final int MOST = 100;

    private final Optional<MirroredStore> pair;

    public SyncRoutes(Optional<MirroredStore> pair) {
        this.pair = pair;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/admin/sync", this::status);
        routes.post("/admin/sync/retry", this::retry);
        routes.post("/admin/sync/drop", this::drop);
        routes.get("/admin/sync/conflicts", this::conflicts);
        routes.post("/admin/sync/conflicts/forget", this::forget);
    }

    private static DoxException notConfigured() {
        return new DoxException(
                ErrorCode.SYNC_NOT_CONFIGURED,
                "This server has one store: set SUPABASE_DUAL_WRITE=true, or OFFLINE_MODE with DB_BACKEND=supabase.");
    }

    private MirroredStore pair() {
        return pair.orElseThrow(SyncRoutes::notConfigured);
    }

    private EdgeSync edge() {
        return pair().edge().sync();
    }

    private DeadLetterActions letters() {
        return new DeadLetterActions(edge());
    }

    private Hub hub() {
        return pair().hub()
                .orElseThrow(
                        () -> new DoxException(ErrorCode.STORE_UNAVAILABLE, "Supabase is unreachable; try again."));
    }

    private void status(Context ctx) {
        var status = pair().replicator().orElseThrow(SyncRoutes::notConfigured).status();
        var letters = edge().deadLetters(MOST).stream().map(DeadLetterView::of).toList();
        var sync = SyncView.of(status, Instant.now());
        ctx.json(Map.of("sync", sync.withError(Addresses.hide(sync.error())), "letters", letters));
    }

    private void retry(Context ctx) {
        var rows = RowNames.parse(JsonBody.optional(ctx).optionalStrings("rows").orElse(List.of()));
        int retried = letters().retry(rows);
        LOG.info("event=sync.retried rows={}", retried);
        ctx.json(Map.of("status", "ok", "rows", retried));
    }

    private void drop(Context ctx) {
        int dropped = letters().drop(RowNames.parse(namedOrAll(ctx, "rows")));
        LOG.info("event=sync.dropped rows={}", dropped);
        ctx.json(Map.of("status", "ok", "rows", dropped));
    }

    /** What the body names; nothing if it says that all is meant. */
    private static List<String> namedOrAll(Context ctx, String member) {
        var body = JsonBody.of(ctx);
        var named = body.optionalStrings(member).orElse(List.of());
        if (body.bool("all", false) != named.isEmpty()) {
            throw new InvalidRequest(
                    "value_error",
                    List.of("body", member),
                    "Either name them in %s, or set all to true".formatted(member),
                    named);
        }
        return named;
    }

    private void conflicts(Context ctx) {
        var hub = hub();
        ctx.json(Map.of("count", hub.sync().conflictCount(), "conflicts", ConflictView.of(hub, MOST)));
    }

    private void forget(Context ctx) {
        int forgotten = hub().sync().forgetConflicts(namedOrAll(ctx, "ids"));
        LOG.info("event=sync.forgot-conflicts conflicts={}", forgotten);
        ctx.json(Map.of("status", "ok", "conflicts", forgotten));
    }
}
