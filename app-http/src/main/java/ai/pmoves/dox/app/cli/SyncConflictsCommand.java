package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.ConflictView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dox sync conflicts}. */
@Command(
        name = "conflicts",
        description = {
            "Shows changes that met others of the same row, and lost.",
            "",
            "The row is what the winner made of it, on every device. What the other one made of it is kept here."
        },
        footer = {
            "",
            "Examples:",
            "  dox sync conflicts",
            "  dox sync conflicts --json",
            "  dox sync conflicts --forget 5f2a6d0c",
            "  dox sync conflicts --forget-all"
        })
final class SyncConflictsCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Mixin
    private final Shown shown = new Shown();

    @Option(
            names = "--forget",
            paramLabel = "ID",
            split = ",",
            description = "Forget these, when they have been dealt with.")
    private List<String> forget = List.of();

    @Option(names = "--forget-all", description = "Forget all that there are.")
    private boolean forgetAll;

    SyncConflictsCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        var storage = dox.config().storage();
        if (forget.isEmpty() && !forgetAll) {
            try (var stores = PairStores.openReadOnly(storage)) {
                return show(stores);
            }
        }
        try (var stores = PairStores.open(storage)) {
            return forget(stores);
        }
    }

    private int show(PairStores stores) {
        var hub = stores.hub();
        long count = hub.sync().conflictCount();
        var conflicts = ConflictView.of(hub, shown.count());
        if (dox.json()) {
            dox.console().json(CliJson.write(Map.of("count", count, "conflicts", conflicts)));
        } else {
            conflicts.stream().map(SyncLines::of).forEach(lines -> lines.forEach(dox.console()::print));
            dox.console().print("%s conflicts.".formatted(CopyReport.number(count)));
        }
        return Failures.DONE;
    }

    private int forget(PairStores stores) {
        int forgotten = stores.hub().sync().forgetConflicts(forgetAll ? List.of() : forget);
        if (dox.json()) {
            dox.console().json(CliJson.write(Map.of("status", "ok", "conflicts", forgotten)));
        } else {
            dox.console().print("%d conflicts are forgotten.".formatted(forgotten));
        }
        return Failures.DONE;
    }
}
