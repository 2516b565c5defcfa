package ai.pmoves.dox.app.cli.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Records;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.Differences;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.PairSide;
import ai.pmoves.dox.app.cli.support.ShowOption;
import ai.pmoves.dox.replication.changes.ComparisonFigures;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.PairHistory;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.replication.parity.RepairPlan;
import ai.pmoves.dox.replication.parity.TableParity;
import ai.pmoves.dox.replication.transfer.Corrections;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dox parity}. */
@Command(
        name = "parity",
        description = {
            "Compares the embedded and the shared store, row by row.",
            "",
            "Both may be in use. The stores of a pair know their primary; otherwise it is the store that DB_BACKEND or"
                    + " --from names. Rows that differ are read again before they are reported, and the result is recorded"
                    + " for \"dox sync status\"."
        },
        footer = {
            "",
            "Examples:",
            "  dox parity",
            "  dox parity --tables log_entries,facts --show 100",
            "  dox parity --from-sqlite old/db.sqlite3     whether the shared store has all rows of the file",
            "  dox parity --repair                         makes the secondary equal to the primary",
            "  dox parity --repair --from supabase --keys facts:0193,facts:0194",
            "  dox parity --repair --from sqlite --kind missing",
            "",
            "Exit codes: 0 equal, or repaired; 3 different (with --repair: still different); 2 not confirmed, or as for"
                    + " every command; 1 and 4 as for every command."
        })
public final class ParityCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Option(
            names = "--from-sqlite",
            paramLabel = "PATH",
            description =
                    "Compare this file, of this program or of the Python backend, with the shared store. Rows that"
                            + " only the store has do not count.")
    private @Nullable Path file;

    @Option(
            names = "--from",
            paramLabel = "sqlite|supabase",
            description =
                    "The store whose state counts (default: the primary). If the other one is the primary of a pair,"
                            + " a repair writes to it, and replication sends those writes on.")
    private @Nullable PairSide from;

    @Mixin
    private final ParityScope scope = new ParityScope();

    @Mixin
    private final ShowOption shown = new ShowOption();

    @Mixin
    private final ParityRepairing repairing = new ParityRepairing();

    @Spec
    private @Nullable CommandSpec spec;

    public ParityCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        if (file != null && from != null) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(), "give either --from-sqlite PATH or --from, not both");
        }
        var supabase = dox.configOfOne(DoxConfig.SHARED, Map.of());
        var hub = repairing.isAsked() ? Stores.openHub(supabase.storage()) : Stores.openHubReadOnly(supabase.storage());
        try (var shared = hub.store()) {
            if (file == null) {
                return compareStores(hub);
            }
            try (var source = Stores.openCopySource(file)) {
                var sides = ParitySides.ofFile(source, shared);
                return compare(sides, options(sides).asSubset(), Corrections.of(shared.rows()));
            }
        }
    }

    private int compareStores(Hub hub) {
        var embedded = dox.configOfOne(DoxConfig.EMBEDDED, Map.of());
        var edge = repairing.isAsked()
                ? Stores.openExistingEdge(embedded.storage())
                : Stores.openEdgeReadOnly(embedded.storage());
        try {
            var wentBack = PairHistory.find(edge, hub);
            if (repairing.isAsked() && from == null && wentBack.isPresent()) { // which side counts is not known
                throw wentBack.get().failure();
            }
            wentBack.ifPresent(found -> dox.console().note(Failures.told(found.failure())));
            var configured = dox.config().storage().isSharedFirst() ? Side.HUB : Side.EDGE;
            var sides = ParitySides.of(edge, hub, from, configured);
            if (repairing.isAsked()) {
                sides.requireRepairable(edge, hub);
            }
            return compare(sides, options(sides), difference -> false);
        } finally {
            edge.store().close();
        }
    }

    private ParityOptions options(ParitySides sides) {
        return scope.options(sides.primary(), sides.secondary().rows())
                .withSettlingTime(dox.config().storage().settlingTime());
    }

    private int compare(ParitySides sides, ParityOptions options, Predicate<Difference> explained) {
        var chosen = options.ignoring(options.ignored().or(explained));
        var found = differences(sides);
        var plan = new RepairPlan();
        var result = compared(sides, chosen, found, plan);
        if (!dox.json()) {
            ParityReport.lines(sides, result, found).forEach(dox.console()::print);
        }
        if (!repairing.isAsked() || plan.isEmpty()) {
            if (dox.json()) {
                dox.console().json(CliJson.write(ParityReport.json(sides, result, found)));
            } else {
                dox.console().print(ParityReport.verdict(found.count(), scope));
            }
            return exitCode(found);
        }
        var done = repairing.run(dox, sides, plan);
        var left = differences(sides);
        compared(sides, chosen, left, difference -> {});
        if (dox.json()) {
            var json = ParityReport.json(sides, result, found);
            json.put("repair", ParityReport.json(done, left));
            dox.console().json(CliJson.write(json));
        } else {
            ParityReport.repaired(found.count(), done, left).forEach(dox.console()::print);
        }
        return exitCode(left);
    }

    private Differences differences(ParitySides sides) {
        return new Differences(shown.count(), sides.primaryLabel(), sides.secondaryLabel(), sides.newer());
    }

    private static int exitCode(Differences found) {
        return found.count() == 0 ? Failures.DONE : Failures.DIFFERENT;
    }

    private List<TableParity> compared(
            ParitySides sides, ParityOptions options, Differences found, Consumer<Difference> more) {
        var result = new Parity(sides.primary(), sides.secondary().rows())
                .compare(options, found.andThen(more), table -> {});
        if (scope.isAll()) {
            record(sides, result);
        }
        return result;
    }

    /** Notes in both stores of a pair what was found, and changes nothing else. The file is opened for that only. */
    private void record(ParitySides sides, List<TableParity> result) {
        sides.pair().ifPresent(pair -> {
            var edge = Stores.openExistingEdge(
                    dox.configOfOne(DoxConfig.EMBEDDED, Map.of()).storage());
            try {
                Records.ofThisProcess(dox.config().storage())
                        .record(
                                List.of(edge.sync(), pair.hub().sync()),
                                ComparisonFigures.STEP,
                                ComparisonFigures.of(result));
            } finally {
                edge.store().close();
            }
        });
    }
}
