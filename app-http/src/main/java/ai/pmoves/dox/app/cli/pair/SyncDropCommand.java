package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.RowNames;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.Confirmation;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.KeepOptions;
import ai.pmoves.dox.app.cli.support.RemovedRowsFile;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.replication.changes.DeadLetterActions;
import ai.pmoves.dox.replication.parity.RemovedRows;
import ai.pmoves.dox.replication.parity.RowCounts;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dox sync drop}. */
@Command(
        name = "drop",
        description = {
            "Drops dead letters: changes that the other store rejected.",
            "",
            "The other store keeps its versions of these rows until they change again; \"dox parity\" shows them."
        },
        footer = {"", "Examples:", "  dox sync drop artifacts:0193", "  dox sync drop --all --yes"})
final class SyncDropCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Parameters(paramLabel = "TABLE:KEY", arity = "0..*", description = "The rows, as \"dox sync status\" names them.")
    private List<String> rows = List.of();

    @Option(names = "--all", description = "All dead letters.")
    private boolean all;

    @Mixin
    private final KeepOptions keep = new KeepOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

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
            var actions = new DeadLetterActions(stores.edge().sync());
            var letters = actions.find(RowNames.parse(rows));
            if (letters.isEmpty()) {
                return told(0, Optional.empty());
            }
            var file = keep.open(dox, "sync drop", stores.edge().store().rows().description());
            confirmation.require(dox, what(letters, file));
            try {
                keep(stores, letters, file.map(RemovedRows.class::cast).orElse(RemovedRows.NONE));
                int dropped = actions.drop(
                        letters.stream().map(DeadLetter::key).distinct().toList());
                return told(dropped, file.filter(kept -> kept.rows() > 0));
            } finally {
                file.ifPresent(RemovedRowsFile::close);
            }
        }
    }

    private static String what(List<DeadLetter> letters, Optional<RemovedRowsFile> file) {
        var counts = new EnumMap<StoreTable, Long>(StoreTable.class);
        letters.forEach(letter -> counts.merge(letter.key().table(), 1L, Long::sum));
        return "%s changes are given up (%s): the other store keeps what it has of these rows. %s"
                .formatted(CopyReport.number(letters.size()), RowCounts.text(counts), KeepOptions.sentence(file));
    }

    /** Keeps the rows as the changes have them; of a removal there is none. */
    private static void keep(PairStores stores, List<DeadLetter> letters, RemovedRows kept) {
        if (kept == RemovedRows.NONE) {
            return;
        }
        for (var letter : letters) {
            var store = letter.direction() == Direction.PUSH
                    ? stores.edge().store()
                    : stores.hub().store();
            store.rows().find(letter.key().table(), List.of(letter.key().key())).forEach(kept::keep);
        }
        kept.flush();
    }

    private int told(int dropped, Optional<RemovedRowsFile> kept) {
        if (dox.json()) {
            var json = new LinkedHashMap<String, @Nullable Object>(Map.of("status", "ok", "rows", dropped));
            json.put("kept", kept.map(file -> file.file().toString()).orElse(null));
            dox.console().json(CliJson.write(json));
        } else {
            dox.console()
                    .print("%d changes are given up%s."
                            .formatted(
                                    dropped,
                                    kept.map(file -> "; their rows are kept in " + file.file())
                                            .orElse("")));
        }
        return Failures.DONE;
    }
}
