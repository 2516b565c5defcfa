package ai.pmoves.dox.app.cli.transfer;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.Confirmation;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.KeepOptions;
import ai.pmoves.dox.app.cli.support.RemovedRowsFile;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.parity.RemovedRows;
import ai.pmoves.dox.replication.parity.RowCounts;
import ai.pmoves.dox.replication.transfer.ResetStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code dox backfill} removes from its target before it copies. */
final class BackfillReset {
    @Option(
            names = "--reset",
            description =
                    "Remove all rows from the target first, or those of --tables; the target must not be in a pair.")
    private boolean reset;

    @Mixin
    private final KeepOptions keep = new KeepOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    /** A store to copy into, and its part in a pair. */
    record Target(Store store, StoreSync sync) implements AutoCloseable {
        static Target open(DoxConfig.Storage storage) {
            if (storage.isSharedFirst()) {
                var hub = Stores.openHub(storage);
                return new Target(hub.store(), hub.sync());
            }
            var edge = Stores.openEdge(storage);
            return new Target(edge.store(), edge.sync());
        }

        @Override
        public void close() {
            store.close();
        }
    }

    boolean isAsked() {
        return reset;
    }

    /** What would be removed, one sentence; for a dry run. */
    String dryRun(CopyTarget target, Set<StoreTable> tables) {
        var counts = ResetStore.counts(target, tables);
        return counts.isEmpty()
                ? "--reset would remove nothing: these tables of the target are empty."
                : "--reset would remove %s rows from the target first: %s."
                        .formatted(CopyReport.number(RowCounts.total(counts)), RowCounts.text(counts));
    }

    /**
     * Deletes the rows of these tables of the target if {@code --reset} is given and the operator confirms it.
     *
     * @return what was done, for the report; empty if nothing was to be removed
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.unconfirmed}, {@code sync.in-pair} and the like;
     *     nothing was removed
     */
    Optional<Map<String, Object>> run(DoxCommand dox, Target target, Set<StoreTable> tables) {
        if (!reset) {
            return Optional.empty();
        }
        var resetting = new ResetStore(target.store(), target.sync(), tables);
        var counts = resetting.plan();
        var description = target.store().rows().description();
        if (counts.isEmpty()) {
            resetting.run(RemovedRows.NONE); // forgets how far copies have come
            return Optional.empty();
        }
        var file = keep.open(dox, "backfill --reset", description);
        confirmation.require(
                dox,
                "--reset removes %s rows from %s (%s): %s. %s"
                        .formatted(
                                CopyReport.number(RowCounts.total(counts)),
                                target.store().name(),
                                description,
                                RowCounts.text(counts),
                                KeepOptions.sentence(file)));
        try {
            var removed = RowCounts.total(
                    resetting.run(file.map(RemovedRows.class::cast).orElse(RemovedRows.NONE)));
            if (!dox.json()) {
                dox.console()
                        .print("%s rows removed%s."
                                .formatted(
                                        CopyReport.number(removed),
                                        file.map(kept -> "; they are kept in " + kept.file())
                                                .orElse("")));
            }
            return Optional.of(Map.of(
                    "rows",
                    removed,
                    "kept",
                    file.map(kept -> kept.file().toString()).orElse("")));
        } finally {
            file.ifPresent(RemovedRowsFile::close);
        }
    }
}
