package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Records;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.Confirmation;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.PairSide;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.replication.pair.AcceptRestored;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.MakePair;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.PairCandidate;
import ai.pmoves.dox.replication.pair.PairHistory;
import ai.pmoves.dox.replication.pair.PairPlan;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.replication.pair.Side;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dox pair}. */
@Command(
        name = "pair",
        description = {
            "Makes the SQLite file and the database in Supabase a pair: a primary and its replica.",
            "",
            "An empty store does not become the primary of a filled one. Two filled stores are compared first, and the pair"
                    + " is refused if the secondary has rows that the primary lacks. A server with SUPABASE_DUAL_WRITE=true makes"
                    + " the pair by the same rules."
        },
        footer = {
            "",
            "Examples:",
            "  dox pair",
            "  dox pair --primary supabase --yes",
            "  dox pair --accept-restored              resume after an older dump was restored",
            "",
            "Exit codes: 0 they are a pair (now, or already), 1 refused; 2 not confirmed, or as for every command; 4 as for"
                    + " every command."
        })
public final class PairCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Option(
            names = "--primary",
            paramLabel = "sqlite|supabase",
            description = "The primary, which takes the writes (default: DB_BACKEND).")
    private @Nullable PairSide primary;

    @Option(
            names = "--accept-restored",
            description =
                    "Resume a pair after one store was restored from an older copy, with both stores as they are.")
    private boolean acceptRestored;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    public PairCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        var shared = dox.configOfOne(DoxConfig.SHARED, Map.of()).storage();
        var own = dox.configOfOne(DoxConfig.EMBEDDED, Map.of()).storage();
        var hub = Stores.openHub(shared);
        try {
            if (acceptRestored) {
                return acceptRestored(own, hub);
            }
            var plan = plan(own, hub);
            plan.refusal().ifPresent(reason -> {
                throw new DoxException(ErrorCode.PAIR_REFUSED, reason);
            });
            if (plan.state() == PairPlan.State.MADE) {
                return told("paired already", plan);
            }
            confirmation.require(dox, what(plan, own, hub));
            return told("paired", make(own, hub));
        } finally {
            hub.store().close();
        }
    }

    private int acceptRestored(DoxConfig.Storage own, Hub hub) {
        var edge = Stores.openExistingEdge(own);
        try {
            var pair = new Pair(edge, hub);
            var found = PairHistory.find(edge, hub);
            if (found.isPresent()) {
                confirmation.require(dox, accepted(pair, found.get().side()));
                new AcceptRestored(pair, Records.ofThisProcess(dox.config().storage())).run();
            }
            var status = found.isPresent() ? "accepted" : "unneeded";
            var epoch = edge.sync().role().epoch();
            if (dox.json()) {
                dox.console().json(CliJson.write(Map.of("status", status, "epoch", epoch)));
            } else {
                dox.console()
                        .print(
                                found.isPresent()
                                        ? "The pair goes on, in epoch %d. Compare the stores with: dox parity"
                                                .formatted(epoch)
                                        : "Neither store went back in time; there is nothing to accept.");
            }
            return Failures.DONE;
        } finally {
            edge.store().close();
        }
    }

    private static String accepted(Pair pair, Side restored) {
        boolean isFollowing = pair.primary().filter(Side.EDGE::equals).isEmpty();
        return "%s was restored from an older copy, and the pair goes on with it. %s"
                .formatted(
                        pair.store(restored).rows().description(),
                        isFollowing && restored == Side.HUB
                                ? "The file takes over all rows of the database: rows that only the file has, and that do not wait to be sent, are removed there."
                                : "No row is removed now; \"dox parity\" shows what differs.");
    }

    private Side wanted() {
        if (primary != null) {
            return primary.side();
        }
        return dox.config().storage().isSharedFirst() ? Side.HUB : Side.EDGE;
    }

    /** Looks at both, and makes no file. */
    private PairPlan plan(DoxConfig.Storage own, Hub hub) {
        Edge edge;
        try {
            edge = openToLook(own);
        } catch (DoxException e) {
            if (e.code() != ErrorCode.STORE_MISSING) {
                throw e;
            }
            var none = PairCandidate.notMadeYet(
                    DoxConfig.EMBEDDED, own.sqliteFile().toString());
            return PairPlan.of(none, PairCandidate.of(hub), wanted(), true);
        }
        try {
            return PairPlan.of(PairCandidate.of(edge), PairCandidate.of(hub), wanted(), true);
        } finally {
            edge.store().close();
        }
    }

    /** A file of an older version is brought up to date, as by every command that writes. */
    private static Edge openToLook(DoxConfig.Storage own) {
        try {
            return Stores.openEdgeReadOnly(own);
        } catch (DoxException e) {
            if (e.code() != ErrorCode.STORE_NOT_MIGRATED) {
                throw e;
            }
            return Stores.openExistingEdge(own);
        }
    }

    private PairPlan make(DoxConfig.Storage own, Hub hub) {
        var edge = Stores.openEdge(own);
        try {
            return new MakePair(new Pair(edge, hub), Records.ofThisProcess(own)).make(wanted());
        } finally {
            edge.store().close();
        }
    }

    private static String what(PairPlan plan, DoxConfig.Storage own, Hub hub) {
        var file = "sqlite (%s, %s rows)".formatted(own.sqliteFile(), CopyReport.number(plan.edgeRows()));
        var database =
                "supabase (%s, %s rows)".formatted(hub.store().rows().description(), CopyReport.number(plan.hubRows()));
        if (plan.primary() != Primary.EDGE) {
            return "%s becomes a pair with %s as the primary: the file takes over the rows of the database, and follows it."
                    .formatted(file, database);
        }
        return "%s becomes the primary of %s: from now on the database takes no writes but those that come from there.%s"
                .formatted(
                        file,
                        database,
                        plan.behind() == 0
                                ? ""
                                : " It lacks %s rows of the file, or has them as they were before; bring them over afterwards with: dox backfill --from-sqlite %s"
                                        .formatted(CopyReport.number(plan.behind()), own.sqliteFile()));
    }

    private int told(String status, PairPlan pair) {
        var name = pair.primary() == Primary.EDGE ? PairSide.SQLITE : PairSide.SUPABASE;
        if (dox.json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("status", status);
            json.put("primary", name.toString());
            json.put("epoch", pair.epoch());
            json.put("sqlite_rows", pair.edgeRows());
            json.put("supabase_rows", pair.hubRows());
            dox.console().json(CliJson.write(json));
        } else {
            dox.console()
                    .print("%s: %s is the primary (epoch %d). Servers with SUPABASE_DUAL_WRITE=true bring changes over."
                            .formatted(status.equals("paired") ? "A pair now" : "A pair already", name, pair.epoch()));
        }
        return Failures.DONE;
    }
}
