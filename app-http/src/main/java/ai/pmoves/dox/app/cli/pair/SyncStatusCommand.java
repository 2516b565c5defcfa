package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.DeadLetterView;
import ai.pmoves.dox.app.SyncView;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.ShowOption;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.ports.sync.EdgeSync.TurnHolder;
import ai.pmoves.dox.replication.changes.DescribePair;
import ai.pmoves.dox.replication.changes.SyncStatus;
import ai.pmoves.dox.replication.pair.Hub;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dox sync status}. */
@Command(
        name = "status",
        description = "Reports the primary, the lag in both directions, and the dead letters.",
        footer = {
            "",
            "Examples:",
            "  dox sync status",
            "  dox sync status --json",
            "",
            "Exit codes: 0 no dead letters, 1 a store went back in time, 4 the shared store cannot be reached, 5 there are"
                    + " dead letters; 2 as for every command."
        })
final class SyncStatusCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Mixin
    private final ShowOption shown = new ShowOption();

    SyncStatusCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        try (var stores = PairStores.openReadOnly(dox.config().storage())) {
            var status = new DescribePair(stores.edge(), Clock.systemUTC()).now(reachableHub(stores));
            var sync = SyncView.of(status, Instant.now());
            var letters = stores.edge().sync().deadLetters(shown.count()).stream()
                    .map(DeadLetterView::of)
                    .toList();
            if (dox.json()) {
                dox.console().json(CliJson.write(Map.of("sync", sync, "letters", letters)));
            } else {
                SyncLines.of(sync, replication(stores, status)).forEach(dox.console()::print);
                letters.forEach(letter -> dox.console().print(SyncLines.of(letter)));
            }
            if (status.hasWentBack()) {
                return Failures.FAILED;
            }
            if (status.deadLetters() > 0) {
                return Failures.REJECTED;
            }
            return status.isHubReachable() ? Failures.DONE : Failures.UNAVAILABLE;
        }
    }

    private static Optional<String> replication(PairStores stores, SyncStatus status) {
        return status.part() == SyncStatus.Part.FOLLOWS
                ? stores.edge().sync().turnHolder().map(SyncStatusCommand::running)
                : Optional.empty();
    }

    private static String running(TurnHolder holder) {
        boolean isServer = ProcessHandle.of(holder.pid())
                .flatMap(process -> process.info().arguments())
                .filter(arguments -> List.of(arguments).contains("serve"))
                .isPresent();
        return "running (%s, pid %d, since %s)".formatted(isServer ? "dox serve" : "dox", holder.pid(), holder.since());
    }

    private Optional<Hub> reachableHub(PairStores stores) {
        try {
            return Optional.of(stores.hub());
        } catch (DoxException e) {
            if (e.kind() != FailureKind.UNAVAILABLE) {
                throw e;
            }
            dox.console().note(Failures.told(e));
            return Optional.empty();
        }
    }
}
