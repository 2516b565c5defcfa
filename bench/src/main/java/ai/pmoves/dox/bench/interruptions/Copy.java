package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.replication.transfer.Backfill;
import ai.pmoves.dox.replication.transfer.BackfillOptions;
import ai.pmoves.dox.replication.transfer.BackfillProgress;
import ai.pmoves.dox.replication.transfer.RejectLog;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A copy of a file, in this process, begun or gone on with as by a process that knows nothing of earlier ones. */
record Copy(Path file, int batchSize, RejectLog rejects) {
    static final Duration PATIENT = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 3;

    /** @throws ai.pmoves.dox.domain.error.DoxException if the database was away for longer than the timeout */
    void into(SupabaseConfig config, Duration timeout) {
        try (var store = SupabaseStore.open(config.withPoolSize(CONNECTIONS))) {
            into(store, timeout);
        }
    }

    void into(Path embedded) {
        try (var store = SqliteStore.open(SqliteConfig.of(embedded))) {
            into(store, Duration.ZERO);
        }
    }

    private void into(Store store, Duration timeout) {
        try (var source = Stores.openCopySource(file)) {
            var options = BackfillOptions.defaults().withBatchSize(batchSize).withTimeout(timeout);
            new Backfill(source, store.rows(), rejects).run(options, BackfillProgress.NONE);
        }
    }

    /** What a comparison of the file with the shared store finds. */
    List<Difference> differences(SupabaseConfig config) {
        var differences = new ArrayList<Difference>();
        try (var source = Stores.openCopySource(file);
                var store = SupabaseStore.open(config.withPoolSize(CONNECTIONS))) {
            new Parity(source, store.rows())
                    .compare(
                            ParityOptions.defaults().asSubset().withSettlingTime(Duration.ZERO),
                            differences::add,
                            table -> {});
        }
        return differences;
    }
}
