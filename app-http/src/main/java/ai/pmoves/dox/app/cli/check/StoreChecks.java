package ai.pmoves.dox.app.cli.check;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.store.RestHealth;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.mirror.PairReader;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.PairCandidate;
import ai.pmoves.dox.replication.pair.PairHistory;
import ai.pmoves.dox.replication.pair.PairPlan;
import ai.pmoves.dox.replication.pair.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the store, or at both stores of a pair, and changes neither. Not thread-safe. */
final class StoreChecks {
    private static final String STORE = "store";
    private static final String PAIR = "pair";

    private final DoxConfig.Storage storage;
    private final Optional<ModelId> model;
    private final List<Check> checks = new ArrayList<>();

    private StoreChecks(DoxConfig.Storage storage, Optional<ModelId> model) {
        this.storage = storage;
        this.model = model;
    }

    /** @param model the one that this machine embeds with, if it could be loaded */
    static List<Check> run(DoxConfig config, Optional<ModelId> model) {
        var run = new StoreChecks(config.storage(), model);
        config.storage().pair().ifPresentOrElse(run::pair, run::single);
        return run.checks;
    }

    private void single() {
        if (storage.isSharedFirst()) {
            hub(false).ifPresent(hub -> {
                try (var store = hub.store()) {
                    answering(store);
                }
            });
        } else {
            edge().ifPresent(edge -> {
                try (var store = edge.store()) {
                    answering(store);
                }
            });
        }
    }

    private void pair(PairOptions options) {
        var edge = edge();
        var hub = hub(edge.filter(one -> one.sync().role().isPrimary()).isPresent());
        try {
            hub.ifPresent(there -> pair(edge, there, options));
            index(edge, hub, options);
        } finally {
            edge.ifPresent(one -> one.store().close());
            hub.ifPresent(one -> one.store().close());
        }
    }

    /** This device's file, if it is there and can be read. */
    private Optional<Edge> edge() {
        try {
            var edge = Stores.openEdgeReadOnly(storage);
            counted(edge.store(), storage.sqliteFile().toString());
            return Optional.of(edge);
        } catch (DoxException e) {
            checks.add(
                    switch (e.code()) {
                        case STORE_MISSING ->
                            Check.ok(
                                    STORE,
                                    "sqlite at %s: not made yet, 0 artifacts, 0 documents"
                                            .formatted(storage.sqliteFile()));
                        case STORE_NOT_MIGRATED -> Check.warn(STORE, Failures.told(e));
                        default -> Check.fail(STORE, Failures.told(e));
                    });
            return Optional.empty();
        }
    }

    /** @param mayBeAway whether all goes on without it */
    private Optional<Hub> hub(boolean mayBeAway) {
        @Nullable Hub hub = null;
        try {
            hub = Stores.openHubReadOnly(storage);
            hub.store().ping();
            counted(hub.store(), Stores.describe(storage));
            var health = hub.store().health();
            health.warnings().forEach(warning -> checks.add(Check.warn(STORE, warning)));
            Optional.ofNullable(health.rest()).ifPresent(rest -> checks.add(rest(rest)));
            return Optional.of(hub);
        } catch (DoxException e) {
            boolean isWarning = mayBeAway && e.kind() == FailureKind.UNAVAILABLE;
            checks.add(isWarning ? Check.warn(STORE, Failures.told(e)) : Check.fail(STORE, Failures.told(e)));
            if (hub != null) {
                hub.store().close();
            }
            return Optional.empty();
        }
    }

    private void counted(Store store, String where) {
        checks.add(Check.ok(
                STORE,
                "%s at %s: %d artifacts, %d documents"
                        .formatted(
                                store.name(),
                                where,
                                store.rows().count(StoreTable.ARTIFACTS),
                                store.rows().count(StoreTable.DOCUMENTS))));
    }

    private void pair(Optional<Edge> edge, Hub hub, PairOptions options) {
        var wentBack = edge.flatMap(one -> PairHistory.find(one, hub));
        if (wentBack.isPresent()) {
            checks.add(Check.fail(PAIR, Failures.told(wentBack.get().failure())));
            return;
        }
        var plan = PairPlan.of(
                edge.map(PairCandidate::of)
                        .orElseGet(() -> PairCandidate.notMadeYet(
                                "sqlite", storage.sqliteFile().toString())),
                PairCandidate.of(hub),
                options.hubFirst() ? Side.HUB : Side.EDGE,
                false);
        checks.add(plan.refusal()
                .map(reason -> Check.fail(PAIR, Failures.told(reason, ErrorCode.PAIR_REFUSED)))
                .orElseGet(() -> told(plan)));
    }

    private static Check told(PairPlan plan) {
        var primary =
                switch (plan.primary()) {
                    case EDGE -> "sqlite";
                    case HUB -> "supabase";
                    case ELSEWHERE -> "another device's store";
                };
        return plan.state() == PairPlan.State.MADE
                ? Check.ok(PAIR, "%s is the primary, epoch %d".formatted(primary, plan.epoch()))
                : Check.warn(
                        PAIR,
                        "not a pair yet (sqlite has %s rows, supabase %s); 'dox pair' or 'dox serve' makes one, with %s as the primary"
                                .formatted(
                                        CopyReport.number(plan.edgeRows()),
                                        CopyReport.number(plan.hubRows()),
                                        primary));
    }

    private void index(Optional<Edge> edge, Optional<Hub> hub, PairOptions options) {
        if (edge.isEmpty() || hub.isEmpty()) {
            edge.map(Edge::store).or(() -> hub.map(Hub::store)).ifPresent(this::answering);
            return;
        }
        var side = PairReader.choose(edge.get(), hub::get, options);
        answering(side == Side.EDGE ? edge.get().store() : hub.get().store());
    }

    private void answering(Store store) {
        model.ifPresent(known -> {
            try {
                store.chunks().requireModel(known);
                var counts = store.chunks().count(known);
                var detail = "%d chunks, %d without a vector".formatted(counts.chunks(), counts.pending());
                checks.add(
                        counts.pending() == 0
                                ? Check.ok("index", detail)
                                : Check.warn("index", detail + "; 'dox rebuild' or the server embeds them"));
            } catch (DoxException e) {
                checks.add(Check.fail("index", Failures.told(e)));
            }
        });
    }

    private static Check rest(RestHealth rest) {
        return rest.reason()
                .map(reason -> Check.warn("rest", reason + "; devices cannot read the tables at SUPABASE_URL"))
                .orElseGet(() -> Check.ok("rest", "devices can read the tables at SUPABASE_URL"));
    }
}
