package ai.pmoves.dox.app;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;

/** Databases of {@link PostgresServer#shared} that have all tables and no rows. */
public final class MigratedDatabase {
    private MigratedDatabase() {}

    /** Makes one in about a tenth of a second, and returns its JDBC URL; the caller drops it. */
    public static String create() {
        return create(PostgresServer.shared());
    }

    /** The same on another server. */
    public static String create(PostgresServer server) {
        return server.createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    }
}
