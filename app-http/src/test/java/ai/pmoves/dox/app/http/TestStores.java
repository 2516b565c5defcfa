package ai.pmoves.dox.app.http;

import ai.pmoves.dox.application.sync.Edge;
import ai.pmoves.dox.application.sync.Hub;
import ai.pmoves.dox.application.sync.Journal;
import ai.pmoves.dox.application.sync.MirroredStore;
import ai.pmoves.dox.application.sync.OfflineMode;
import ai.pmoves.dox.application.sync.PairOptions;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Opens an empty store of the kind that this run of the tests is about: the build runs all tests of the server
 * twice, the second time with {@code dox.test.store=supabase}, and some once more with {@code pair}.
 */
final class TestStores {
    /** {@code sqlite}, {@code supabase}, or {@code pair}: both as one, of which the shared one takes the writes. */
    static final String KIND = System.getProperty("dox.test.store", "sqlite");

    /** What the store calls itself. */
    static final String NAME = KIND.equals("pair") ? "supabase" : KIND;

    private TestStores() {}

    static Store open(Path home) {
        return at(home).get();
    }

    /** Opens the same store each time, which is empty at first. */
    static Supplier<Store> at(Path home) {
        return switch (KIND) {
            case "sqlite" -> () -> SqliteStore.open(SqliteConfig.of(home.resolve("db.sqlite3")));
            case "supabase" -> {
                var config = SupabaseConfig.of(database());
                yield () -> SupabaseStore.open(config);
            }
            case "pair" -> {
                var database = database();
                yield () -> pair(home.resolve("db.sqlite3"), database);
            }
            default -> throw new IllegalStateException("dox.test.store is '%s'".formatted(KIND));
        };
    }

    private static Store pair(Path file, String database) {
        var sqlite = SqliteStore.open(SqliteConfig.of(file));
        return pair(sqlite, database, new PairOptions(true, OfflineMode.QUEUE, 0));
    }

    /** Makes the two a pair whose changes are brought over. */
    static MirroredStore pair(SqliteStore sqlite, String database, PairOptions options) {
        var pair = MirroredStore.open(
                new Edge(sqlite, sqlite.sync()),
                () -> {
                    var supabase = SupabaseStore.open(SupabaseConfig.of(database));
                    return new Hub(supabase, supabase.sync());
                },
                options,
                new Journal(Clock.systemUTC(), "a test"));
        pair.keep(Duration.ofDays(30), Clock.systemUTC());
        return pair;
    }

    static String database() {
        return PostgresServer.shared().createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    }
}
