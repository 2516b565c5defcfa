package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.application.sync.Edge;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dox parity}. */
@Command(
        name = "parity",
        description = {
            "Compares the embedded and the shared store, row by row.",
            "",
            "Both may be in use meanwhile. The primary is the one that DB_BACKEND names; the other one is compared to"
                    + " it. Whatever differs is read again before it is told."
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
    private final DoxCommand dox;

    @Option(
            names = "--from-sqlite",
            paramLabel = "PATH",
            description = "Compare this file, of this program or of the Python backend, to the shared store. Rows that"
                    + " only the store has do not count then.")
    private @Nullable Path from;

    @Option(names = "--tables", paramLabel = "NAME", split = ",", description = "Only these tables.")
    private List<String> tables = List.of();

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many differences to show (default: 20); all are counted.")
    private int show;

    @Option(names = "--repair", description = "Bring the secondary to the primary's state, and compare again.")
    private boolean repair;

    ParityCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        var supabase = dox.configOfOne("supabase", Map.of());
        try (var shared = Stores.open(supabase.storage())) {
            if (from != null) {
                try (var file = Stores.openCopySource(from)) {
                    return compare(file, shared, options().asSubset());
                }
            }
            return compareStores(shared);
        }
    }

    private int compareStores(Store shared) {
        var embedded = dox.configOfOne("sqlite", Map.of());
        var edge = Stores.openEdge(embedded.storage());
        try (var local = edge.store()) {
            return isSharedPrimary(edge)
                    ? compare(shared.rows(), local, options())
                    : compare(local.rows(), shared, options());
        }
    }

    /** The stores of a pair know which is the primary; otherwise it is the one that DB_BACKEND names. */
    private boolean isSharedPrimary(Edge edge) {
        var standing = edge.sync().standing();
        return standing.isPaired()
                ? !standing.isPrimary()
                : dox.config().storage().isSharedFirst();
    }

    private ParityOptions options() {
        return ParityOptions.defaults().withTables(TableNames.parse(tables));
    }

    private int compare(RowReader primary, Store secondary, ParityOptions options) {
        var parity = new Parity(primary, secondary.rows());
        var found = new Differences(show);
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
        if (!repair || found.count() == 0) {
            return found.count() == 0 ? Failures.DONE : Failures.DIFFERENT;
        }
        long rows = mending.finish();
        mending.refusals().stream().limit(show).forEach(refusal -> dox.console().note("not repaired: " + refusal));
        return repaired(parity, options, rows);
    }

    private int repaired(Parity parity, ParityOptions options, long rows) {
        var left = new Differences(show);
        parity.compare(options, left, table -> {});
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
