package ai.pmoves.dox.supabase;

import ai.pmoves.dox.ports.store.StoreHealth;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database for a sign of life, several times a second, on a connection of its own.
 *
 * <p>So that it is known at any moment, without asking, whether a statement has a chance; that statements which
 * wait for an answer from a frozen server can be given up in time, while long ones on a sound server go on; and
 * that the first request after an outage finds the way free. Safe for use by many threads.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration WHILE_UP = Duration.ofMillis(400);
    private static final Duration WHILE_DOWN = Duration.ofMillis(200);

    /** Seconds; the driver knows no smaller unit. */
    private static final String PATIENCE = "1";

    private static final String ASK = """
            select current_setting('server_version'), (select extversion from pg_extension where extname = 'vector'),
                pg_is_in_recovery() or current_setting('transaction_read_only')::boolean""";

    private final PostgresUrl url;
    private final Consumer<StoreHealth> listener;
    private final Thread thread = new Thread(this::run, "dox-heartbeat");
    private @Nullable Connection connection;
    private volatile StoreHealth health = StoreHealth.unavailable("it was not asked yet");

    /** @param listener called by one thread, each time that the database goes or comes back */
    Heartbeat(PostgresUrl url, Consumer<StoreHealth> listener) {
        this.url = url;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Asks once, so that {@link #health} tells the truth, and then from time to time until closed. */
    void start() {
        health = ask();
        thread.start();
    }

    StoreHealth health() {
        return health;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(health.isAvailable() ? WHILE_UP : WHILE_DOWN);
            } catch (InterruptedException e) {
                break; // closed
            }
            var before = health;
            var now = ask();
            health = now;
            if (before.isAvailable() != now.isAvailable()) {
                LOG.warn(
                        "event=store.{} url={} reason=\"{}\"",
                        now.isAvailable() ? "back" : "lost",
                        url,
                        now.reason().orElse(""));
                listener.accept(now);
            }
        }
        disconnect();
    }

    private StoreHealth ask() {
        try {
            if (connection == null) {
                connection = DriverManager.getConnection(url.jdbcUrl(), impatient(url.properties()));
            }
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(ASK)) {
                row.next();
                return answer(row.getString(1), row.getString(2), row.getBoolean(3));
            }
        } catch (SQLException e) {
            disconnect();
            return StoreHealth.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static Properties impatient(Properties properties) {
        properties.setProperty("connectTimeout", PATIENCE);
        properties.setProperty("socketTimeout", PATIENCE);
        properties.setProperty("loginTimeout", PATIENCE);
        properties.setProperty("ApplicationName", "pmoves-dox heartbeat");
        return properties;
    }

    private static StoreHealth answer(String postgres, @Nullable String pgvector, boolean readOnly) {
        var versions = new TreeMap<>(Map.of("postgres", postgres, "pgvector", pgvector == null ? "missing" : pgvector));
        var warnings = new ArrayList<String>();
        if (readOnly) {
            warnings.add("the database takes only reads: it is a replica, or its disk is full");
        }
        if (pgvector != null) {
            warnings.addAll(PgVectorVersion.parse(pgvector).warnings());
        }
        return new StoreHealth(null, versions, warnings, null);
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("event=store.heartbeat-abort", e);
        }
        connection = null;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
