package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.jooq.JooqStore;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.ports.store.StoreHealth;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.sqlite.internal.rows.SqliteRows;
import ai.pmoves.dox.sqlite.internal.search.SqliteChunkIndex;
import ai.pmoves.dox.sqlite.internal.sync.SqliteSync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DataSourceConnectionProvider;
import org.sqlite.SQLiteJDBCLoader;

/** A store in one SQLite file. Several processes may open the same file at once. */
public final class SqliteStore extends JooqStore {
    private final Runnable closing;
    private final SqliteChunkIndex chunks;
    private final SqliteRows rows;
    private final SqliteSync sync;
    private final Path file;

    private SqliteStore(Runnable closing, JooqSession session, Path file) {
        super(session);
        this.closing = closing;
        this.file = file;
        this.chunks = new SqliteChunkIndex(session, file);
        this.rows = new SqliteRows(session, file);
        this.sync = new SqliteSync(session, rows, file);
    }

    /**
     * Opens the store, making or migrating its file as needed. The caller closes it.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.legacy-file} for a file of the Python backend,
     *     {@code store.foreign-file} for any other program's, {@code store.newer-schema}, {@code store.corrupt} or
     *     {@code store.unavailable}; the file was not changed
     */
    public static SqliteStore open(SqliteConfig config) {
        SqliteFile.prepare(config.file());
        var connections = new SqliteConnections(config);
        var session = JooqSession.on(
                new DataSourceConnectionProvider(connections.readers()),
                new DataSourceConnectionProvider(connections.writer()),
                SQLDialect.SQLITE,
                new SqliteDialect(),
                Duration.ZERO);
        return new SqliteStore(connections::close, session, config.file());
    }

    /**
     * Opens a store as {@link #open} does, but makes none.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.missing} if there is no such file, and as {@link #open}
     */
    public static SqliteStore openExisting(SqliteConfig config) {
        SqliteFile.requireThere(config.file());
        return open(config);
    }

    /**
     * Opens a store to read from it: nothing is made, migrated or changed, neither the file nor beside it, whether
     * other processes have it open or not. Writes fail with {@link IllegalStateException}. The caller closes it.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.missing} if there is no such file,
     *     {@code store.not-migrated} if an older version wrote it, and as {@link #open}
     */
    public static SqliteStore openReadOnly(Path file) {
        var connections = new ReadOnlyConnections(SqliteFile.openReadOnly(file));
        var session = JooqSession.on(
                connections, ReadOnlyConnections.none(), SQLDialect.SQLITE, new SqliteDialect(), Duration.ZERO);
        return new SqliteStore(connections::close, session, file);
    }

    @Override
    public ChunkIndex chunks() {
        return chunks;
    }

    @Override
    public StoreRows rows() {
        return rows;
    }

    /** This store's replication port. */
    public EdgeSync sync() {
        return sync;
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public StoreHealth health() {
        return Files.isReadable(file)
                ? StoreHealth.available(Map.of("sqlite", SQLiteJDBCLoader.getVersion()))
                : StoreHealth.unavailable("the file '%s' is gone or cannot be read".formatted(file));
    }

    @Override
    protected void clearMore(DSLContext dsl) {
        rows.forgetAll(dsl);
    }

    @Override
    public void close() {
        closing.run();
    }
}
