package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.sqlite.file.ReadOnlySqlite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;

/**
 * Connections to a store's file that change nothing, neither the file nor beside it; one for each statement or
 * transaction. Thread-safe; one thread reads at a time.
 */
final class ReadOnlyConnections implements ConnectionProvider, AutoCloseable {
    private final ReadOnlySqlite file;
    private final Map<Connection, ReadOnlySqlite.Lease> leases = new ConcurrentHashMap<>();

    /** @param file is closed with this */
    ReadOnlyConnections(ReadOnlySqlite file) {
        this.file = file;
    }

    /** For writes, which always fail: a read-only store must not write. */
    static ConnectionProvider none() {
        return new ConnectionProvider() {
            @Override
            public Connection acquire() {
                throw new IllegalStateException("the store was opened to be read only");
            }

            @Override
            public void release(Connection connection) {
                // none was given out
            }
        };
    }

    @Override
    public Connection acquire() {
        try {
            var lease = file.lease();
            leases.put(lease.connection(), lease);
            return SqliteConnections.withFunctions(lease.connection());
        } catch (SQLException e) {
            throw new DataAccessException("the file cannot be opened to be read", e);
        }
    }

    @Override
    public void release(Connection connection) {
        var lease = leases.remove(connection);
        if (lease != null) {
            try {
                lease.close();
            } catch (SQLException e) {
                throw new DataAccessException("the file could not be read", e);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
