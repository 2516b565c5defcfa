package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What all runs share: a server and a pooler, the files, and how each file looks in a database when nothing interrupted
 * its copy. Safe for use by many threads.
 */
final class Ground implements AutoCloseable {
    private final Path folder;
    private final OwnPostgresServer server;
    private final PgBouncer pooler;
    private final Map<SourceFile, Undisturbed> undisturbed = new EnumMap<>(SourceFile.class);

    /**
     * A copy that nothing interrupted.
     *
     * @param commits how many there were on its way, with the largest batches
     * @param bytes how many the server got
     * @param milliseconds how long it took into SQLite
     */
    record Undisturbed(
            Path file,
            StoredState postgres,
            StoredState sqlite,
            CollectedRejects rejects,
            int commits,
            int bytes,
            int milliseconds) {}

    /** @param folder for files, which stay the caller's to remove */
    Ground(Path folder) throws SQLException {
        this.folder = folder;
        this.server = PostgresServer.startOwn("max_connections=300");
        this.pooler = PgBouncer.before(server);
        for (var source : SourceFile.values()) {
            var file = folder.resolve(source.name() + ".sqlite3");
            source.make(file);
            undisturbed.put(source, undisturbed(file));
        }
    }

    private Undisturbed undisturbed(Path file) throws SQLException {
        var rejects = new CollectedRejects();
        var copy = new Copy(file, Plan.LARGEST_BATCH, rejects);
        var database = createDatabase();
        try (var proxy = proxy(false)) {
            copy.into(SupabaseConfig.of(proxy.url(database)), Copy.PATIENT);
            var embedded = file.resolveSibling("undisturbed-" + file.getFileName());
            long begin = System.nanoTime();
            copy.into(embedded);
            return new Undisturbed(
                    file,
                    StoredState.ofPostgres(database),
                    StoredState.ofSqlite(embedded),
                    rejects,
                    (int) proxy.commits(),
                    (int) proxy.sentBytes(),
                    (int) Duration.ofNanos(System.nanoTime() - begin).toMillis());
        } finally {
            dropDatabase(database);
        }
    }

    Path folder() {
        return folder;
    }

    Undisturbed undisturbed(SourceFile file) {
        return undisturbed.get(file);
    }

    OwnPostgresServer server() {
        return server;
    }

    /** Makes an empty shared store. */
    String createDatabase() {
        return server.createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    }

    void dropDatabase(String url) {
        server.dropDatabase(url);
    }

    CutOffProxy proxy(boolean isPooled) {
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
