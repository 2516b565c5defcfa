package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.sqlite.internal.search.ChunkRows;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.Metrics;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The pools of a store: one connection that writes, several that only read.
 *
 * <p>The pragmas, and why:
 * <ul>
 *   <li>{@code journal_mode=WAL}: readers see the last commit during a write.
 *   <li>{@code synchronous=FULL}: acknowledged writes survive a loss of power, as an edge device needs.
 *   <li>{@code foreign_keys=on}: SQLite leaves them unchecked unless told.
 *   <li>{@code busy_timeout}: another process may be writing.
 *   <li>transactions begin {@code IMMEDIATE}: a write that read first would otherwise fail at its first statement when
 *       another process wrote in between.
 *   <li>{@code query_only} on readers: a write that strays to them fails instead of bypassing the one writer.
 *   <li>{@code cache_size}: the writer keeps 64 MiB of pages, so that indexes in random order (hashes) stay in memory
 *       during a bulk load; a reader 16 MiB.
 *   <li>{@code journal_size_limit}: the log shrinks again after a large transaction.
 * </ul>
 */
final class SqliteConnections implements AutoCloseable {
    private static final int MIB_IN_KIB = 1024;

    private final HikariDataSource writer;
    private final HikariDataSource readers;

    SqliteConnections(SqliteConfig config) {
        this.writer = pool("writer", config, 1, pragmas(config, TransactionMode.IMMEDIATE, 64 * MIB_IN_KIB));
        var reading = pragmas(config, TransactionMode.DEFERRED, 16 * MIB_IN_KIB);
        this.readers = pool("readers", config, config.readers(), reading);
    }

    HikariDataSource writer() {
        return writer;
    }

    HikariDataSource readers() {
        return readers;
    }

    private static SQLiteConfig pragmas(SqliteConfig config, TransactionMode mode, int cacheKib) {
        var pragmas = new SQLiteConfig();
        pragmas.setJournalMode(JournalMode.WAL);
        pragmas.setSynchronous(SynchronousMode.FULL);
        pragmas.enforceForeignKeys(true);
        pragmas.setBusyTimeout((int) config.busyTimeout().toMillis());
        pragmas.setTransactionMode(mode);
        pragmas.setCacheSize(-cacheKib);
        pragmas.setTempStore(TempStore.MEMORY);
        pragmas.setJournalSizeLimit(64 * 1024 * 1024);
        return pragmas;
    }

    private static HikariDataSource pool(String name, SqliteConfig config, int size, SQLiteConfig pragmas) {
        var source = new CaseFoldingDataSource(pragmas);
        source.setUrl("jdbc:sqlite:" + config.file());
        var pool = new HikariConfig();
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(Metrics.globalRegistry));
        pool.setPoolName("sqlite-" + name);
        pool.setDataSource(source);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setMaxLifetime(0); // a local file does not go stale
        pool.setConnectionTimeout(Math.max(1_000, config.busyTimeout().toMillis()));
        pool.setConnectionInitSql(name.equals("readers") ? "pragma query_only = on" : ChunkRows.CREATE_BATCH);
        return new HikariDataSource(pool);
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    /** Adds the functions that the store's queries call. */
    static Connection withFunctions(Connection connection) throws SQLException {
        Function.create(connection, SqliteDialect.CONTAINS, new ContainsFunction());
        return connection;
    }

    /** Adds {@code dox_contains(text, lower-case part)}, since SQLite's own lower() knows only ASCII. */
    private static final class CaseFoldingDataSource extends SQLiteDataSource {
        CaseFoldingDataSource(SQLiteConfig pragmas) {
            super(pragmas);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return withFunctions(super.getConnection());
        }
    }

    private static final class ContainsFunction extends Function {
        @Override
        protected void xFunc() throws SQLException {
            var text = value_text(0);
            result(text != null && SqliteDialect.fold(text).contains(value_text(1)) ? 1 : 0);
        }
    }
}
