package ai.pmoves.dox.app.http;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Opens an empty store of the kind that this run of the tests is about: the build runs all tests of the server
 * twice, the second time with {@code dox.test.store=supabase}.
 */
final class TestStores {
    /** {@code sqlite} or {@code supabase}. */
    static final String KIND = System.getProperty("dox.test.store", "sqlite");

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
            default -> throw new IllegalStateException("dox.test.store is '%s'".formatted(KIND));
        };
    }

    private static String database() {
        return PostgresServer.shared().createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    }
}
