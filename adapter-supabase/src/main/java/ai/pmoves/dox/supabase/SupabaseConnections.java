package ai.pmoves.dox.supabase;

import ai.pmoves.dox.ports.store.StoreHealth;
import ai.pmoves.dox.supabase.internal.connection.Heartbeat;
import ai.pmoves.dox.supabase.internal.connection.RetryingDataSource;
import ai.pmoves.dox.supabase.internal.connection.Sockets;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.Metrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pool, monitored by a {@link Heartbeat}: while the database is away requests for a connection fail, and
 * a call that waits for an answer is ended by closing its connection. Thread-safe.
 */
final class SupabaseConnections implements ConnectionProvider, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SupabaseConnections.class);

    /** What a call may wait: for the heartbeat, then for the pool, then to learn why; together below three seconds. */
    private static final Duration SIGN_TIMEOUT = Duration.ofMillis(500);

    private static final Duration POOL_TIMEOUT = Duration.ofMillis(1_000);
    /** What a call may wait for a connection of the pool while the database answers: others' calls are short. */
    private static final Duration LONGEST_POOL_WAIT = Duration.ofSeconds(15);

    private static final Duration REASON_TIMEOUT = Duration.ofMillis(400);
    private static final Duration VALIDATION_TIMEOUT = Duration.ofMillis(400);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Sockets sockets = new Sockets();
    private final Heartbeat heartbeat;
    private final RetryingDataSource source;
    private final HikariDataSource pool;

    private SupabaseConnections(SupabaseConfig config) {
        this.heartbeat = new Heartbeat(config.url(), new Watch());
        this.source = new RetryingDataSource(config.url(), sockets, heartbeat);
        this.pool = new HikariDataSource(pool(config, source));
    }

    /** Connects; the pool fills when it is first needed. */
    static SupabaseConnections open(SupabaseConfig config) {
        var connections = new SupabaseConnections(config);
        connections.heartbeat.start();
        return connections;
    }

    private static HikariConfig pool(SupabaseConfig config, RetryingDataSource source) {
        var pool = new HikariConfig();
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(Metrics.globalRegistry));
        pool.setPoolName("supabase");
        pool.setDataSource(source);
        pool.setMaximumPoolSize(config.poolSize());
        pool.setMinimumIdle(1);
        pool.setInitializationFailTimeout(-1); // the heartbeat says what is wrong, and better
        pool.setConnectionTimeout(POOL_TIMEOUT.toMillis());
        pool.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
        pool.setKeepaliveTime(120_000);
        pool.setMaxLifetime(900_000);
        return pool;
    }

    StoreHealth health() {
        return heartbeat.health();
    }

    /** What to do about a database that does not answer. */
    String advice() {
        return heartbeat.advice();
    }

    private final class Watch implements Heartbeat.Listener {
        @Override
        public void away() {
            sockets.cut(); // each time: some may have connected just before
            reached();
        }

        @Override
        public void reached() {
            discardOld();
        }
    }

    @Override
    public Connection acquire() {
        var health = heartbeat.awaitSign(SIGN_TIMEOUT);
        if (!health.isAvailable()) {
            throw unavailable(health, null);
        }
        long start = System.nanoTime();
        while (true) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException e) {
                requireReachable(e);
                if (System.nanoTime() - start >= LONGEST_POOL_WAIT.toNanos()) {
                    throw allInUse(e);
                }
            } catch (SQLException e) {
                throw new DataAccessException("no connection", e);
            }
        }
    }

    /** @throws DataAccessException if the database went away, or takes no more connections */
    private void requireReachable(SQLTransientConnectionException e) {
        var health = heartbeat.awaitNextSign(REASON_TIMEOUT);
        if (!health.isAvailable()) {
            throw unavailable(health, e);
        }
        source.failure().ifPresent(refused -> {
            throw new DataAccessException(
                    "no connection", new SQLTransientConnectionException(refused.getMessage(), e));
        });
    }

    private DataAccessException allInUse(SQLTransientConnectionException e) {
        var reason = "all %d connections are in use; SUPABASE_POOL_SIZE sets how many there are"
                .formatted(pool.getMaximumPoolSize());
        return new DataAccessException("no connection", new SQLException(reason, LOCK_NOT_AVAILABLE, e));
    }

    private static DataAccessException unavailable(StoreHealth health, @Nullable Exception cause) {
        return new DataAccessException(
                "no connection",
                new SQLTransientConnectionException(health.reason().orElse(""), cause));
    }

    /**
     * The call has its result, or its failure, already. If its connection broke, the others may have, too, in a
     * restart between two beats.
     */
    @Override
    public void release(Connection connection) {
        try {
            if (connection.isClosed()) {
                discardOld();
            }
            connection.close();
        } catch (SQLException e) {
            LOG.debug("event=store.release-failed", e);
        }
    }

    private void discardOld() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        heartbeat.close();
        pool.close();
        sockets.close();
    }
}
