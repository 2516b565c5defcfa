package ai.pmoves.dox.bench.interruptions.fault;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What all runs share: a server, a pooler and a folder. Thread-safe. */
public final class TestEnvironment implements AutoCloseable {
    private final Path folder;
    private final OwnPostgresServer server;
    private final PgBouncer pooler;

    /** @param folder for files, which stay the caller's to remove */
    public TestEnvironment(Path folder) {
        this.folder = folder;
        this.server = PostgresServer.startOwn("max_connections=300");
        this.pooler = PgBouncer.before(server);
    }

    public Path folder() {
        return folder;
    }

    OwnPostgresServer server() {
        return server;
    }

    /** Makes an empty shared store. */
    public String createDatabase() {
        return server.createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    }

    public void dropDatabase(String url) {
        server.dropDatabase(url);
    }

    public CutOffProxy proxy(boolean isPooled) {
        return isPooled
                ? CutOffProxy.before(pooler.host(), pooler.port())
                : CutOffProxy.before(server.host(), server.port());
    }

    /** Has the server end all sessions of a database. */
    void endSessions(String url) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException("the sessions could not be ended", e);
        }
    }

    @Override
    public void close() {
        pooler.close();
        server.close();
    }
}
