package ai.pmoves.dox.app.cli.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.Records;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.ShowOption;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.cutover.CutoverOutcome;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Refused;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dox cutover}. */
@Command(
        name = "cutover",
        description = {
            "Makes the other store of a pair the primary. The same command takes it back.",
            "",
            "Servers keep running: their writes are held for a moment and continue in the new primary. A cutover is"
                    + " refused, with the reasons and what to do, unless all changes can be replicated, there are no dead"
                    + " letters and all rows are the same in both stores."
        },
        footer = {
            "",
            "Examples:",
            "  dox cutover --to supabase --dry-run    checks, and changes nothing",
            "  dox cutover --to supabase",
            "  dox cutover --to sqlite                back again",
            "  dox cutover --history                  the operations on the pair",
            "",
            "Exit codes: 0 done (or nothing to do), 1 refused, with all reasons; 2 and 4 as for every command. After 4,"
                    + " run it again: it resumes."
        })
public final class CutoverCommand implements Callable<Integer> {
    private static final int LONGEST_SECONDS = 3_600;

    private final DoxCommand dox;

    @Option(names = "--to", paramLabel = "supabase|sqlite", description = "The new primary.")
    private @Nullable Target to;

    @Option(names = "--dry-run", description = "Report what prevents it, and change nothing.")
    private boolean dryRun;

    @Option(names = "--history", description = "Show the operations on the pair, the latest first.")
    private boolean history;

    @Option(names = "--leave-devices", description = "With --to sqlite: leave other devices without a primary.")
    private boolean leaveDevices;

    @Mixin
    private final ShowOption shown = new ShowOption();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "The timeout for running writes (default: 10).")
    private int timeoutSeconds;

    /** The former name of {@code --timeout}. */
    @Option(names = "--patience", hidden = true)
    private @Nullable Integer formerTimeoutSeconds;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long new writes may then be held (default: 10).")
    private int holdSeconds;

    @Spec
    private @Nullable CommandSpec spec;

    /** The stores by the names that {@code DB_BACKEND} has for them. */
    enum Target {
        SUPABASE(Side.HUB),
        SQLITE(Side.EDGE);

        private final Side side;

        Target(Side side) {
            this.side = side;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CutoverCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        require(to != null || history, "name the new primary: --to supabase, or --to sqlite");
        if (formerTimeoutSeconds != null) {
            dox.console().note("warning: --patience is now called --timeout");
            timeoutSeconds = formerTimeoutSeconds;
        }
        require(isTime(timeoutSeconds), "--timeout is %d; it has to be 1 to 3600".formatted(timeoutSeconds));
        require(isTime(holdSeconds), "--hold is %d; it has to be 1 to 3600".formatted(holdSeconds));
        var storage = dox.config().storage();
        try (var stores = dryRun || history ? PairStores.openReadOnly(storage) : PairStores.open(storage)) {
            return call(stores);
        }
    }

    private void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new ParameterException(requireNonNull(spec).commandLine(), otherwise);
        }
    }

    private static boolean isTime(int seconds) {
        return seconds >= 1 && seconds <= LONGEST_SECONDS;
    }

    private int call(PairStores stores) {
        Hub hub;
        try {
            hub = stores.hub();
            if (!history) {
                hub.store().ping();
            }
        } catch (DoxException e) {
            return withoutHub(stores.edge(), e);
        }
        var pair = new Pair(stores.edge(), hub);
        return history ? history(pair.syncs()) : cutover(pair, requireNonNull(to));
    }

    private int withoutHub(Edge edge, DoxException failure) {
        if (history) {
            dox.console().note("supabase: " + Failures.told(failure));
            return history(List.of(edge.sync()));
        }
        var reason = Reason.of("supabase cannot be opened: " + OperatorWords.told(failure), Remedy.CHECK_STORE);
        if (!dryRun) {
            Records.ofThisProcess(dox.config().storage())
                    .record(
                            List.of(edge.sync()),
                            "cutover.refused",
                            Map.of("to", String.valueOf(to), "reasons", List.of(reason.text())));
        }
        int told = told(new Refused(List.of(reason), List.of()));
        return failure.kind() == FailureKind.UNAVAILABLE ? Failures.UNAVAILABLE : told;
    }

    private int cutover(Pair pair, Target target) {
        var options = CutoverOptions.DEFAULT
                .withHoldTimeout(Duration.ofSeconds(timeoutSeconds))
                .withLongestHold(Duration.ofSeconds(holdSeconds))
                .withLeavesDevices(leaveDevices)
                .withMassDeletes(dox.config().storage().pair().orElseThrow().massDeletes());
        say("%s -> %s".formatted(description(pair, target.side.other()), description(pair, target.side)));
        var cutover = new Cutover(pair, Records.ofThisProcess(dox.config().storage()), options);
        try {
            return told(dryRun ? cutover.dryRun(target.side, new Told()) : cutover.to(target.side, new Told()));
        } catch (DoxException e) {
            throw e.kind() == FailureKind.UNAVAILABLE ? interrupted(e) : e;
        }
    }

    private static DoxException interrupted(DoxException failure) {
        return new DoxException(
                failure.code(), OperatorWords.told(failure) + " Run the same command again; it resumes.", failure);
    }

    private static String description(Pair pair, Side side) {
        return "%s (%s)"
                .formatted(pair.store(side).name(), pair.store(side).rows().description());
    }

    /** Says how far it has come. */
    private final class Told implements CutoverProgress {
        @Override
        public void done(CutoverStep step) {
            switch (step) {
                case BEGUN -> say("  both stores can be reached");
                case CAUGHT_UP -> say("  what waited is over; comparing all rows ...");
                case COMPARED -> say("  all rows are the same, or on their way");
                case HELD -> say("  writes are held");
                case SETTLED -> say("  the last rows are over and the same");
                case STEPPING_DOWN, STEPPED_DOWN, STEPPED_UP, DONE -> {
                    // the result says the rest
                }
            }
        }
    }

    private int told(CutoverOutcome outcome) {
        return CutoverReport.tell(dox, String.valueOf(to), outcome);
    }

    private int history(List<? extends StoreSync> stores) {
        CutoverReport.tellHistory(dox, Journal.history(stores, shown.count()));
        return Failures.DONE;
    }

    private void say(String line) {
        if (!dox.json()) {
            dox.console().print(line);
        }
    }
}
