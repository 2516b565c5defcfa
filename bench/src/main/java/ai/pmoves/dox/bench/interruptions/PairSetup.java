package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.PairPlan.Lead;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Where the stores of a pair are.
 *
 * @param folder for the embedded store, and for what is owed to writers
 * @param database the shared store's URL
 */
record PairSetup(Path folder, String database, Lead lead) {
    private static final int CONNECTIONS = 4;
    private static final long PAUSE_MILLIS = 200;
    private static final Duration KEEP_REMOVALS = Duration.ofDays(30);

    Path file() {
        return folder.resolve("db.sqlite3");
    }

    PairSetup withDatabase(String url) {
        return new PairSetup(folder, url, lead);
    }

    /** Opens the pair, and begins to keep it; the caller closes it. Waits for the shared store where nothing goes without. */
    MirroredStore open() throws InterruptedException {
        while (true) {
            var own = SqliteStore.open(SqliteConfig.of(file()));
            try {
                var pair = MirroredStore.open(
                        new Edge(own, own.sync()),
                        this::openHub,
                        lead.options(),
                        new Journal(Clock.systemUTC(), "a server"));
                pair.keep(KEEP_REMOVALS, Clock.systemUTC());
                return pair;
            } catch (DoxException e) {
                own.close();
                if (!e.code().isOfStoreAway()) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private Hub openHub() {
        var store = SupabaseStore.open(SupabaseConfig.of(database).withPoolSize(CONNECTIONS));
        return new Hub(store, store.sync());
    }
}
