package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Records;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.application.sync.ComparisonFigures;
import ai.pmoves.dox.application.sync.Edge;
import ai.pmoves.dox.application.sync.Hub;
import ai.pmoves.dox.application.sync.Pair;
import ai.pmoves.dox.application.sync.Side;
import ai.pmoves.dox.application.transfer.Corrections;
import ai.pmoves.dox.application.transfer.Parity;
import ai.pmoves.dox.application.transfer.ParityOptions;
import ai.pmoves.dox.application.transfer.ParityRepair;
import ai.pmoves.dox.application.transfer.TableParity;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.ports.store.Store;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dox parity}. */
@Command(
        name = "parity",
        description = {
            "Compares the embedded and the shared store, row by row.",
            "",
            "Both may be in use meanwhile. Two stores that are one know which is the primary; otherwise it is the one that"
                    + " DB_BACKEND names. Whatever differs is read again before it is told, and what was found is"
                    + " recorded for \"dox sync status\"."
        },
        footer = {
            "",
            "Examples:",
            "  dox parity",
            "  dox parity --tables log_entries,facts --show 100",
            "  dox parity --from-sqlite old/db.sqlite3     whether all that the file has is in the shared store",
            "  dox parity --repair                         brings the secondary to the state of the primary",
            "",
            "Exit codes: 0 equal, 3 different (with --repair: still different), 1, 2 and 4 as for every command."
        })
final class ParityCommand implements Callable<Integer> {
    private static final String SHARED = "supabase";

    private final DoxCommand dox;

    @Option(
            names = "--from-sqlite",
            paramLabel = "PATH",
            description = "Compare this file, of this program or of the Python backend, to the shared store. Rows that"
                    + " only the store has do not count then.")
    private @Nullable Path from;

    @Option(names = "--tables", paramLabel = "NAME", split = ",", description = "Only these tables.")
    private List<String> tables = List.of();

    @Mixin
    private final Shown shown = new Shown();

    @Option(names = "--repair", description = "Bring the secondary to the primary's state, and compare again.")
    private boolean repair;

    ParityCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        var supabase = dox.configOfOne(SHARED, Map.of());
        var hub = repair ? Stores.openHub(supabase.storage()) : Stores.openHubReadOnly(supabase.storage());
        try (var shared = hub.store()) {
            if (from != null) {
                try (var file = Stores.openCopySource(from)) {
                    return compare(
                            file,
                            shared,
                            options().asSubset().ignoring(Corrections.of(shared.rows())),
                            Optional.empty());
                }
            }
            return compareStores(hub);
        }
    }

    private int compareStores(Hub hub) {
        var embedded = dox.configOfOne("sqlite", Map.of());
        var edge = repair ? Stores.openExistingEdge(embedded.storage()) : Stores.openEdgeReadOnly(embedded.storage());
        try {
            var pair = new Pair(edge, hub);
            var primary = primary(edge);
            return compare(
                    pair.store(primary).rows(),
                    pair.store(primary.other()),
                    options(),
                    edge.sync().standing().isPaired() && tables.isEmpty() ? Optional.of(pair) : Optional.empty());
        } finally {
            edge.store().close();
        }
    }

    /** The stores of a pair know which is the primary; otherwise it is the one that DB_BACKEND names. */
    private Side primary(Edge edge) {
        var standing = edge.sync().standing();
        boolean isEdge = standing.isPaired()
                ? standing.isPrimary()
                : !dox.config().storage().isSharedFirst();
        return isEdge ? Side.EDGE : Side.HUB;
    }

    private ParityOptions options() {
        return ParityOptions.defaults().withTables(TableNames.parse(tables));
    }

    /** @param recording the pair whose stores these are, if all of them is compared */
    private int compare(RowReader primary, Store secondary, ParityOptions options, Optional<Pair> recording) {
        var parity = new Parity(primary, secondary.rows());
        var found = new Differences(shown.count());
        var mending = new ParityRepair(secondary.rows());
        var result = parity.compare(
                options,
                difference -> {
                    found.accept(difference);
                    if (repair) {
                        mending.accept(difference);
                    }
                },
                table -> {});
        report(primary, secondary, result, found);
        recording.ifPresent(pair -> record(pair, result));
        if (!repair || found.count() == 0) {
            return found.count() == 0 ? Failures.DONE : Failures.DIFFERENT;
        }
        long rows = mending.finish();
        mending.refusals().stream().limit(shown.count()).forEach(refusal -> dox.console()
                .note("not repaired: " + refusal));
        var left = new Differences(shown.count());
        var afterwards = parity.compare(options, left, table -> {});
        recording.ifPresent(pair -> record(pair, afterwards));
        return repaired(rows, left);
    }

    /** Notes in both stores what was found, and changes nothing else. The file is opened for that only. */
    private void record(Pair pair, List<TableParity> result) {
        var figures = ComparisonFigures.of(result);
        var edge = Stores.openExistingEdge(
                dox.configOfOne(DoxConfig.EMBEDDED, Map.of()).storage());
        try {
            Records.ofThisProcess(dox.config().storage())
                    .record(List.of(edge.sync(), pair.hub().sync()), ComparisonFigures.STEP, figures);
        } finally {
            edge.store().close();
        }
    }

    private int repaired(long rows, Differences left) {
        dox.console()
                .note("%s rows brought to the primary's state; %s differ now."
                        .formatted(CopyReport.number(rows), CopyReport.number(left.count())));
        left.lines().forEach(dox.console()::note);
        return left.count() == 0 ? Failures.DONE : Failures.DIFFERENT;
    }

    private void report(RowReader primary, Store secondary, List<TableParity> result, Differences found) {
        var other = secondary.rows().description();
        if (dox.json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("primary", primary.description());
            json.put("secondary", other);
            json.put("tables", result.stream().map(CopyReport::json).toList());
            json.put("differences", Map.of("count", found.count(), "first", found.json()));
            dox.console().json(CliJson.write(json));
            return;
        }
        var console = dox.console();
        console.print("primary:   " + primary.description());
        console.print("secondary: " + other);
        CopyReport.parityLines(result).forEach(console::print);
        found.lines().forEach(console::print);
        console.print(found.count() == 0 ? "Equal." : "%s rows differ.".formatted(CopyReport.number(found.count())));
    }
}
