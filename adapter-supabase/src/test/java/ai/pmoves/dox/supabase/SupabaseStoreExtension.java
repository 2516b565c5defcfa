package ai.pmoves.dox.supabase;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A store in a database of its own for each test class, emptied before each test. */
final class SupabaseStoreExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static @Nullable PgBouncer pooler;

    private final UnaryOperator<String> way;
    private @Nullable String databaseUrl;
    private @Nullable SupabaseStore store;

    private SupabaseStoreExtension(UnaryOperator<String> way) {
        this.way = way;
    }

    static SupabaseStoreExtension direct() {
        return new SupabaseStoreExtension(url -> url);
    }

    /** Through a pooler in transaction mode, as Supabase's is. */
    static SupabaseStoreExtension pooled() {
        return new SupabaseStoreExtension(url -> pooler().url(url));
    }

    private static synchronized PgBouncer pooler() {
        if (pooler == null) {
            pooler = PgBouncer.before(PostgresServer.shared());
        }
        return pooler;
    }

    static String migratedDatabase() {
        return PostgresServer.shared().createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    }

    Store store() {
        return Objects.requireNonNull(store, "no test is running");
    }

    /** The database itself, past any pooler. */
    String databaseUrl() {
        return Objects.requireNonNull(databaseUrl, "no test is running");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        databaseUrl = migratedDatabase();
        store = SupabaseStore.open(SupabaseConfig.of(way.apply(databaseUrl)).withBatchSize(100));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store().clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        store().close();
        PostgresServer.shared().dropDatabase(databaseUrl());
    }
}
