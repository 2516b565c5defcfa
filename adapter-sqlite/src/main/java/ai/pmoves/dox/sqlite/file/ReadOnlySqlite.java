package ai.pmoves.dox.sqlite.file;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * A foreign SQLite file, opened read-only. It is never changed, nothing is created beside it, and no lock outlives a
 * call, with concurrent writers and with crashed ones.
 *
 * <p>Each call checks the files and chooses how to read them:
 * <ul>
 *   <li>With a rollback journal, or a WAL whose shared memory is there, SQLite itself distinguishes a running writer
 *       from a crashed one. The shared memory, which holds no data, is written to as by any reader.
 *   <li>A database for a WAL that has none is complete, and is read as if it could not change: SQLite would make both
 *       files otherwise. If it did change, the call is made again.
 *   <li>What a crashed writer left (a hot journal, a WAL without its shared memory) SQLite could only recover in place.
 *       So the files are copied into a temporary folder (as large as they are), where the copy is recovered. It is made
 *       anew when the files have changed, and removed by {@link #close}.
 * </ul>
 *
 * <p>Thread-safe; one thread reads at a time. The caller closes it.
 */
public final class ReadOnlySqlite implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final int BUSY_MILLIS = 60_000;

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable RecoveredCopy copy;
    private boolean isClosed;

    private ReadOnlySqlite(Path file) {
        this.file = file;
    }

    /** Reads from a connection that is open for the time of the call; may be called again from the beginning. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** How the files are read. */
    private enum Way {
        LIVE("", true),
        /** Without locks: no process has it open. */
        AT_REST("?immutable=1", false),
        COPIED("", false);

        final String parameters;
        final boolean isGuardedBySqlite;

        Way(String parameters, boolean isGuardedBySqlite) {
            this.parameters = parameters;
            this.isGuardedBySqlite = isGuardedBySqlite;
        }
    }

    /**
     * Opens the file.
     *
     * @throws DoxException {@code store.unavailable} if it is not there or cannot be read, {@code store.corrupt} if
     *     it is no database
     */
    public static ReadOnlySqlite open(Path file) {
        var opened = new ReadOnlySqlite(file.toAbsolutePath());
        try {
            opened.read(connection -> {
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery("select count(*) from sqlite_schema")) {
                    return row.next();
                }
            });
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    public Path file() {
        return file;
    }

    /**
     * Reads in one connection; one statement of it sees one state of the database.
     *
     * @throws DoxException {@code store.unavailable}, {@code store.corrupt}, or {@code store.busy} if a writer locks
     *     the file for a minute
     */
    public <T> T read(Reading<T> reading) {
        lock.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("'%s' is closed".formatted(file));
            }
            return attempt(reading);
        } finally {
            lock.unlock();
        }
    }

    private <T> T attempt(Reading<T> reading) {
        @Nullable Way asked = null;
        for (int attempt = 1; ; attempt++) {
            var stamp = FileStamp.of(file);
            var way = asked == null ? wayOf(stamp) : asked;
            asked = null;
            try (var connection = connect(way, stamp)) {
                var result = reading.from(connection);
                if (!hasChanged(way, stamp)) {
                    return result;
                }
            } catch (SQLException e) {
                if (attempt == ATTEMPTS) {
                    throw failure(e);
                }
                if (!hasChanged(way, stamp)) {
                    if (way == Way.COPIED || !isInTheWayOfWriters(e)) {
                        throw failure(e);
                    }
                    asked = Way.COPIED;
                }
            }
            if (attempt == ATTEMPTS) {
                throw new DoxException(
                        ErrorCode.STORE_BUSY,
                        "'%s' is changed all the time by another program; try again when it rests.".formatted(file));
            }
        }
    }

    /** Whether the rows read may be of two states. */
    private boolean hasChanged(Way way, FileStamp stamp) {
        return !way.isGuardedBySqlite && !stamp.isSameContent(FileStamp.of(file));
    }

    /** A copy with the same stamp as the files stays in use. */
    private Way wayOf(FileStamp stamp) {
        if (copy != null && copy.isOf(stamp)) {
            return Way.COPIED;
        }
        if (stamp.sharedMemory().exists()) {
            return Way.LIVE;
        }
        if (stamp.wal().hasContent()) {
            return Way.COPIED;
        }
        return FileStamp.isForWal(file) ? Way.AT_REST : Way.LIVE;
    }

    /**
     * Opens a connection for a statement or a transaction. Its thread has exclusive use of the file until the lease is
     * closed, and may take more leases meanwhile.
     *
     * @throws SQLException if the file cannot be opened
     */
    public Lease lease() throws SQLException {
        lock.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("'%s' is closed".formatted(file));
            }
            var stamp = FileStamp.of(file);
            var way = wayOf(stamp);
            try {
                return new Lease(probed(connect(way, stamp)), way, stamp);
            } catch (SQLException e) {
                if (way == Way.COPIED || !isInTheWayOfWriters(e)) {
                    throw e;
                }
                return new Lease(connect(Way.COPIED, stamp), Way.COPIED, stamp);
            }
        } catch (SQLException | RuntimeException e) {
            lock.unlock();
            throw e;
        }
    }

    /** Only the first statement shows whether the file can be read that way. */
    private static Connection probed(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeQuery("select count(*) from sqlite_schema").close();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A leased connection. Bound to the thread that took it. */
    public final class Lease implements AutoCloseable {
        private final Connection connection;
        private final Way way;
        private final FileStamp stamp;

        private Lease(Connection connection, Way way, FileStamp stamp) {
            this.connection = connection;
            this.way = way;
            this.stamp = stamp;
        }

        public Connection connection() {
            return connection;
        }

        /** @throws SQLException also if another program wrote meanwhile, so that the rows read may be of two states */
        @Override
        public void close() throws SQLException {
            try {
                connection.close();
                if (hasChanged(way, stamp)) {
                    throw new SQLException(
                            "another program changed it while it was read",
                            null,
                            SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT.code);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private Connection connect(Way way, FileStamp stamp) throws SQLException {
        if (way == Way.COPIED) {
            return connect(copyOf(stamp), way, false);
        }
        dropCopy();
        return connect(file, way, true);
    }

    private static Connection connect(Path file, Way way, boolean isReadOnly) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(isReadOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath() + way.parameters);
    }

    private Path copyOf(FileStamp stamp) {
        if (copy == null || !copy.isOf(stamp)) {
            dropCopy();
            copy = RecoveredCopy.of(file, stamp);
        }
        return copy.file();
    }

    private void dropCopy() {
        if (copy != null) {
            copy.close();
            copy = null;
        }
    }

    private static boolean isInTheWayOfWriters(SQLException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode())) {
            case SQLITE_READONLY,
                    SQLITE_READONLY_ROLLBACK,
                    SQLITE_READONLY_RECOVERY,
                    SQLITE_READONLY_CANTINIT,
                    SQLITE_READONLY_DIRECTORY,
                    SQLITE_CANTOPEN,
                    SQLITE_PROTOCOL -> true;
            default -> false;
        };
    }

    private DoxException failure(SQLException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode())) {
            case SQLITE_NOTADB, SQLITE_CORRUPT ->
                new DoxException(
                        ErrorCode.STORE_CORRUPT,
                        "'%s' cannot be read as a SQLite file: %s. Name another file, or restore it from a backup."
                                .formatted(file, e.getMessage()),
                        e);
            case SQLITE_BUSY, SQLITE_BUSY_RECOVERY, SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED ->
                new DoxException(
                        ErrorCode.STORE_BUSY,
                        "'%s' is held by another program; try again when it rests. (%s)"
                                .formatted(file, e.getMessage()),
                        e);
            default ->
                new DoxException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "The file '%s' cannot be read: %s".formatted(file, e.getMessage()),
                        e);
        };
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            dropCopy();
        } finally {
            lock.unlock();
        }
    }
}
