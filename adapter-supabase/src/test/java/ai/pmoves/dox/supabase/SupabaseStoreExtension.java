package ai.pmoves.dox.supabase;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A store in a database of its own for each test class, emptied before each test. It is opened with as little as a
 * server may have, a login that is a member of {@code dox_server} and owns nothing, unless the test asks for more.
 */
final class SupabaseStoreExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static @Nullable PgBouncer pooler;

    private final UnaryOperator<String> way;
    private final boolean isOwner;
    private @Nullable TestDatabase database;
    private @Nullable SupabaseStore store;

    /** The class that the database is of; the classes that are nested in it use it, too. */
    private @Nullable String openedFor;

    private SupabaseStoreExtension(UnaryOperator<String> way, boolean isOwner) {
        this.way = way;
        this.isOwner = isOwner;
    }

    static SupabaseStoreExtension direct() {
        return new SupabaseStoreExtension(url -> url, false);
    }

    /** As who made the tables, whom row security does not bind. */
    static SupabaseStoreExtension owned() {
        return new SupabaseStoreExtension(url -> url, true);
    }

    /** Through a pooler in transaction mode, as Supabase's is. */
    static SupabaseStoreExtension pooled() {
        return new SupabaseStoreExtension(url -> pooler().url(url), false);
    }

    private static synchronized PgBouncer pooler() {
        if (pooler == null) {
            pooler = PgBouncer.before(PostgresServer.shared());
        }
        return pooler;
    }

    Store store() {
        return supabase();
    }

    SupabaseStore supabase() {
        return Objects.requireNonNull(store, "no test is running");
    }

    /** The database itself, past any pooler, as its administrator. */
    TestDatabase database() {
        return Objects.requireNonNull(database, "no test is running");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        if (openedFor != null) {
            return;
        }
        openedFor = context.getUniqueId();
        database = TestDatabase.migrated();
        var login = way.apply(isOwner ? database.url() : database.loginAs("dox_server"));
        store = SupabaseStore.open(SupabaseConfig.of(login).withBatchSize(100));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store().clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getUniqueId().equals(openedFor)) {
            openedFor = null;
            store().close();
            database().close();
        }
    }
}
