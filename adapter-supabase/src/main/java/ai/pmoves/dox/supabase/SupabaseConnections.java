package ai.pmoves.dox.supabase;

import ai.pmoves.dox.ports.store.StoreHealth;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool, watched over by a {@link Heartbeat}: while the database is away nobody is let in, and who waits for an
 * answer when it goes is set free by closing the connection. Safe for use by many threads.
 */
final class SupabaseConnections implements ConnectionProvider, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SupabaseConnections.class);
    private static final int PATIENCE_MILLIS = 1_500;

    private final HikariDataSource pool;
    private final Heartbeat heartbeat;
    private final Set<Connection> lent = ConcurrentHashMap.newKeySet();

    private SupabaseConnections(SupabaseConfig config) {
        this.pool = new HikariDataSource(pool(config));
        this.heartbeat = new Heartbeat(config.url(), this::changed);
    }

    /** Connects; the pool fills when it is first needed. */
    static SupabaseConnections open(SupabaseConfig config) {
        var connections = new SupabaseConnections(config);
        connections.heartbeat.start();
        return connections;
    }

    private static HikariConfig pool(SupabaseConfig config) {
        var pool = new HikariConfig();
        pool.setPoolName("supabase");
        pool.setDataSource(config.url().dataSource());
        pool.setMaximumPoolSize(config.poolSize());
        pool.setMinimumIdle(1);
        pool.setInitializationFailTimeout(-1); // the heartbeat says what is wrong, and better
        pool.setConnectionTimeout(PATIENCE_MILLIS);
        pool.setValidationTimeout(1_000);
        pool.setKeepaliveTime(120_000);
        pool.setMaxLifetime(900_000);
        return pool;
    }

    StoreHealth health() {
        return heartbeat.health();
    }

    private void changed(StoreHealth health) {
        if (health.isAvailable()) {
            pool.getHikariPoolMXBean().softEvictConnections(); // those of before may be dead without knowing it
        } else {
            lent.forEach(SupabaseConnections::abort);
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.unwrap(PgConnection.class).abort(Runnable::run); // closes the socket under who waits for it
        } catch (SQLException e) {
            LOG.debug("event=store.abort-failed", e);
        }
    }

    @Override
    public Connection acquire() {
        var health = heartbeat.health();
        if (!health.isAvailable()) {
            throw unavailable(health.reason().orElseThrow());
        }
        try {
            var connection = pool.getConnection();
            lent.add(connection);
            return connection;
        } catch (SQLException e) {
            throw new DataAccessException("no connection", e);
        }
    }

    private static DataAccessException unavailable(String reason) {
        return new DataAccessException("no connection", new SQLTransientConnectionException(reason));
    }

    @Override
    public void release(Connection connection) {
        lent.remove(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DataAccessException("the connection could not be given back", e);
        }
    }

    @Override
    public void close() {
        heartbeat.close();
        pool.close();
    }
}
