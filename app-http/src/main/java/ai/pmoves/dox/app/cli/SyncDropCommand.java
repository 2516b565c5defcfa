package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.RowNames;
import ai.pmoves.dox.application.sync.DeadLetterActions;
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

/** {@code dox sync drop}. */
@Command(
        name = "drop",
        description = {
            "Gives changes up that were set aside.",
            "",
            "The other store keeps what it has of these rows, until they change again; \"dox parity\" shows them."
        },
        footer = {"", "Examples:", "  dox sync drop artifacts:0193", "  dox sync drop --all"})
final class SyncDropCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Parameters(paramLabel = "TABLE:KEY", arity = "0..*", description = "The rows, as \"dox sync status\" names them.")
    private List<String> rows = List.of();

    @Option(names = "--all", description = "All that are set aside.")
    private boolean all;

    @Spec
    private @Nullable CommandSpec spec;

    SyncDropCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        if (spec != null && all != rows.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "either name the rows, as TABLE:KEY, or give --all");
        }
        try (var stores = PairStores.open(dox.config().storage())) {
            int dropped = new DeadLetterActions(stores.edge().sync()).drop(RowNames.parse(rows));
            if (dox.json()) {
                dox.console().json(CliJson.write(Map.of("status", "ok", "rows", dropped)));
            } else {
                dox.console().print("%d changes are given up.".formatted(dropped));
            }
            return Failures.DONE;
        }
    }
}
