package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.RowNames;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.replication.changes.DeadLetterActions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dox sync retry}. */
@Command(
        name = "retry",
        description = {
            "Retries dead letters: changes that the other store rejected.",
            "",
            "A row's dead letter takes along those of rows that depend on it."
        },
        footer = {"", "Examples:", "  dox sync retry --all", "  dox sync retry artifacts:0193 log_entries:0194"})
final class SyncRetryCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Parameters(paramLabel = "TABLE:KEY", arity = "0..*", description = "The rows, as \"dox sync status\" names them.")
    private List<String> rows = List.of();

    @Option(names = "--all", description = "All dead letters (default, if no row is named).")
    private boolean all;

    @Spec
    private @Nullable CommandSpec spec;

    SyncRetryCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        if (spec != null && all && !rows.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "either name the rows, as TABLE:KEY, or give --all");
        }
        try (var stores = PairStores.open(dox.config().storage())) {
            int retried = new DeadLetterActions(stores.edge().sync()).retry(RowNames.parse(rows));
            if (dox.json()) {
                dox.console().json(CliJson.write(Map.of("status", "ok", "rows", retried)));
            } else {
                dox.console().print("%d changes are tried again.".formatted(retried));
            }
            return Failures.DONE;
        }
    }
}
