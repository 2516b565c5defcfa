package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.ConflictView;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.ShowOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dox sync conflicts}. */
@Command(
        name = "conflicts",
        description = {
            "Shows conflicts: changes of one row that two devices made independently.",
            "",
            "Every device has the winning version of the row. The losing version is kept here."
        },
        footer = {
            "",
            "Examples:",
            "  dox sync conflicts",
            "  dox sync conflicts --json",
            "  dox sync conflicts --forget 5f2a6d0c",
            "  dox sync conflicts --forget-all --yes"
        })
final class SyncConflictsCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Mixin
    private final ShowOption shown = new ShowOption();

    @Mixin
    private final ForgetConflicts forgetting = new ForgetConflicts();

    SyncConflictsCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        var storage = dox.config().storage();
        if (!forgetting.isAsked()) {
            try (var stores = PairStores.openReadOnly(storage)) {
                return show(stores);
            }
        }
        try (var stores = PairStores.open(storage)) {
            var hub = stores.hub();
            return forgetting.run(dox, hub.sync(), hub.store().rows().description());
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
}
