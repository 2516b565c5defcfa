package ai.pmoves.dox.supabase.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the pool's connections: while the database is away it waits until the {@link Heartbeat} reaches it, and retries
 * failures.
 *
 * <p>The pool itself would wait longer after each failure, up to five seconds, also after the database is back.
 * Thread-safe.
 */
public final class RetryingDataSource extends PGSimpleDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingDataSource.class);
    private static final long serialVersionUID = 1;
    private static final String CONNECT_TIMEOUT_SECONDS = "2";

    /** A login on a busy machine takes seconds; if the database is away, the heartbeat ends it. */
    private static final String LOGIN_TIMEOUT_SECONDS = "5";

    private final transient Heartbeat heartbeat;
    private transient volatile @Nullable SQLException failure;

    public RetryingDataSource(PostgresUrl url, Sockets sockets, Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
        var properties = url.properties();
        properties.putIfAbsent("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        properties.putIfAbsent("loginTimeout", LOGIN_TIMEOUT_SECONDS);
        properties.putAll(sockets.properties());
        url.configure(this, properties);
    }

    /** Ignores the pool, which sets the timeout of its callers. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** Why the last connection could not be made; empty if it could. */
    public Optional<SQLException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            while (heartbeat.awaitReached()) {
                try {
                    var connection = super.getConnection();
                    failure = null;
                    return connection;
                } catch (SQLException e) {
                    if (failure == null) {
                        LOG.warn("event=store.no-connection reason=\"{}\"", e.getMessage());
                    }
                    failure = e;
                    heartbeat.pause(Heartbeat.pauseAfter(e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SQLException("the store is closed");
    }
}
