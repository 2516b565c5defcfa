package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.RowNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dox sync retry}. */
@Command(
        name = "retry",
        description = "Has changes that were set aside tried again: these, or all.",
        footer = {"", "Examples:", "  dox sync retry", "  dox sync retry artifacts:0193 log_entries:0194"})
final class SyncRetryCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Parameters(paramLabel = "TABLE:KEY", arity = "0..*", description = "The rows, as \"dox sync status\" names them.")
    private List<String> rows = List.of();

    SyncRetryCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        try (var stores = PairStores.open(dox.config().storage())) {
            int retried = stores.edge().sync().retry(RowNames.parse(rows));
            if (dox.json()) {
                dox.console().json(CliJson.write(Map.of("status", "ok", "rows", retried)));
            } else {
                dox.console().print("%d changes are tried again.".formatted(retried));
            }
            return Failures.DONE;
        }
    }
}
