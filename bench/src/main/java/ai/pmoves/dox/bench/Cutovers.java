package ai.pmoves.dox.bench;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.stores.load.BusyPair;
import java.nio.file.Files;

/** Cutovers while servers write: there is no peer, and the only bound is that no acknowledged write is lost. */
final class Cutovers {
    private static final int DIRECTLY = 60;
    private static final int THROUGH_A_POOLER = 40;
    private static final int KILLED = 60;

    private Cutovers() {}

    /** @param seed 0 for any */
    static void run(long seed) throws Exception {
        long used = seed == 0 ? System.nanoTime() % 1_000_000_000 : seed;
        Report.title("Two stores change places under load, seed " + used);
        var folder = Files.createTempDirectory("dox-bench-cutovers");
        try (var server = PostgresServer.startOwn();
                var pooler = PgBouncer.before(server)) {
            var database = server.createDatabase();
            SupabaseStore.migrate(SupabaseConfig.of(database));
            try (var pair = BusyPair.start(folder.resolve("dox.db"), database, pooler.url(database), used)) {
                pair.changePlaces(DIRECTLY, pooler.url(database), THROUGH_A_POOLER, KILLED);
                var wrong = pair.end();
                Report.figure("switches", "%d  (at least 100)", pair.switches());
                Report.figure("what happened", "%s", pair.summary());
                Report.figure("what was wrong afterwards", "%d  (nothing)", wrong.size());
                if (!wrong.isEmpty()) {
                    throw new IllegalStateException(String.join("\n", wrong));
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
