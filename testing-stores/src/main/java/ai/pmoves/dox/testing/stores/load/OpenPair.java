package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import java.nio.file.Path;

/**
 * The two stores of a pair, open.
 *
 * @param sqlite the embedded one
 * @param supabase the shared one
 */
public record OpenPair(SqliteStore sqlite, SupabaseStore supabase) implements AutoCloseable {

    /** Opens both; the caller closes them. */
    public static OpenPair of(Path file, String database) {
        return of(SqliteConfig.of(file), database);
    }

    /** Opens both; the caller closes them. */
    public static OpenPair of(SqliteConfig config, String database) {
        var sqlite = SqliteStore.open(config);
        try {
            return new OpenPair(sqlite, SupabaseStore.open(SupabaseConfig.of(database)));
        } catch (RuntimeException e) {
            sqlite.close();
            throw e;
        }
    }

    public Pair pair() {
        return new Pair(new Edge(sqlite, sqlite.sync()), new Hub(supabase, supabase.sync()));
    }

    @Override
    public void close() {
        sqlite.close();
        supabase.close();
    }
}
