package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A store that is empty at first, of the kind that this run of the tests is about: the build runs the tests that are
 * tagged {@code each-store} a second time with {@code dox.test.store=supabase}, and those tagged {@code pair} once more
 * with {@code dox.test.store=pair}.
 */
final class TestStores {
    /** {@code sqlite}, {@code supabase}, or {@code pair}: both as one, of which the shared one takes the writes. */
    private static final String KIND = System.getProperty("dox.test.store", "sqlite");

    /** One for each client that a test has at once, and some for what works in the background. */
    private static final int MOST_CONNECTIONS = 16;

    /** What the store calls itself. */
    static final String NAME = isPair() ? "supabase" : KIND;

    private final Path file;
    private final Optional<String> database;

    private TestStores(Path file, Optional<String> database) {
        this.file = file;
        this.database = database;
    }

    static TestStores below(Path home) {
        var file = home.resolve("db.sqlite3");
        return switch (KIND) {
            case "sqlite" -> new TestStores(file, Optional.empty());
            case "supabase", "pair" -> new TestStores(file, Optional.of(MigratedDatabase.create()));
            default ->
                throw new IllegalStateException(
                        "dox.test.store is '%s'; it has to be sqlite, supabase or pair".formatted(KIND));
        };
    }

    /** Whether the store gives up waiting for a connection after a second. */
    static boolean isShared() {
        return !KIND.equals("sqlite");
    }

    static boolean isPair() {
        return KIND.equals("pair");
    }

    /** Opens the same store each time. */
    Store open() {
        if (database.isEmpty()) {
            return SqliteStore.open(SqliteConfig.of(file));
        }
        return isPair()
                ? pair(
                        SqliteStore.open(SqliteConfig.of(file)),
                        database.get(),
                        new PairOptions(true, OfflineMode.QUEUE, 0))
                : supabase(database.get());
    }

    /** On a busy machine the database may not answer in the second that the store gives it. */
    private static SupabaseStore supabase(String database) {
        var config = SupabaseConfig.of(database).withPoolSize(MOST_CONNECTIONS);
        return Eventually.await("the store opens")
                .ignoreExceptionsMatching(
                        e -> e instanceof DoxException known && known.code() == ErrorCode.STORE_UNAVAILABLE)
                .until(() -> SupabaseStore.open(config), store -> true);
    }

    /** Removes what is not in the home; nobody may have it open. */
    void remove() {
        database.ifPresent(PostgresServer.shared()::dropDatabase);
    }

    /** Makes the two a pair whose changes are brought over. */
    static MirroredStore pair(SqliteStore sqlite, String database, PairOptions options) {
        var pair = MirroredStore.open(
                new Edge(sqlite, sqlite.sync()),
                () -> {
                    var supabase = supabase(database);
                    return new Hub(supabase, supabase.sync());
                },
                options,
                new Journal(Clock.systemUTC(), "a test"));
        pair.keep(Duration.ofDays(30), Clock.systemUTC());
        return pair;
    }
}
