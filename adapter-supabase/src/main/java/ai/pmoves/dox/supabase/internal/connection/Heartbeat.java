package ai.pmoves.dox.supabase.internal.connection;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.ports.store.StoreHealth;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the database several times a second, on a connection of its own.
 *
 * <p>So the health is known at any moment without a call; statements on a frozen server are ended in time, while long
 * ones on a sound server continue; and the first request after an outage succeeds. Thread-safe.
 */
public final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration WHILE_UP = Duration.ofMillis(250);
    private static final Duration WHILE_DOWN = Duration.ofMillis(200);

    /** Servers lock out logins with too many wrong passwords. */
    private static final Duration WHILE_REFUSED = Duration.ofSeconds(5);

    /** Whole seconds; the driver has no smaller unit. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** For the first answer: a process that has just started on a small machine needs seconds for its first login. */
    private static final Duration TIMEOUT_TO_OPEN = Duration.ofSeconds(5);

    /** A timeout that is noticed this much late means that this process itself was at a standstill. */
    private static final Duration STANDSTILL = Duration.ofMillis(500);

    private static final String LOGIN_REFUSED = "28";

    private static final String ASK = """
            select current_setting('server_version'), (select extversion from pg_extension where extname = 'vector'),
                pg_is_in_recovery() or current_setting('transaction_read_only')::boolean""";

    /** Called by one thread. */
    public interface Listener {
        /** The database did not answer, perhaps repeatedly; the health shows it already. */
        void away();

        /** It answers on a new connection, so older ones may be dead; the health does not show it yet. */
        void reached();
    }

    private final PostgresUrl url;
    private final Listener listener;
    private final Sockets sockets = new Sockets();
    private final Thread thread = new Thread(this::run, "dox-heartbeat");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition beaten = lock.newCondition();
    private @Nullable Connection connection;
    private Duration pause = WHILE_UP;
    private Duration timeout = TIMEOUT_TO_OPEN;
    private volatile StoreHealth health = StoreHealth.unavailable("it was not asked yet");
    private volatile @Nullable SQLException failure;
    private volatile boolean closed;
    private long begun;
    private long ended;

    public Heartbeat(PostgresUrl url, Listener listener) {
        this.url = url;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Probes once, so that {@link #health} is valid, and then periodically until closed. */
    public void start() {
        beat();
        timeout = TIMEOUT;
        thread.start();
    }

    public StoreHealth health() {
        return health;
    }

    /** What to do about the last failure; empty if there was none. */
    public Reason advice() {
        var last = failure;
        return last == null ? Reason.of("") : ConnectionTrouble.advice(url, last);
    }

    /**
     * Returns the database's health. If it was away, waits for a probe that began after this call, so that no call is
     * refused once the database is back.
     */
    public StoreHealth awaitSign(Duration atMost) {
        if (!health.isAvailable()) {
            lock.lock();
            try {
                long wanted = begun + 1;
                await(atMost, () -> health.isAvailable() || ended >= wanted);
            } finally {
                lock.unlock();
            }
        }
        return health;
    }

    /** Returns the database's health by the next probe, or the running one. */
    public StoreHealth awaitNextSign(Duration atMost) {
        lock.lock();
        try {
            long wanted = ended + 1;
            await(atMost, () -> ended >= wanted);
        } finally {
            lock.unlock();
        }
        return health;
    }

    private void await(Duration atMost, BooleanSupplier condition) {
        try {
            long left = atMost.toNanos();
            while (!condition.getAsBoolean() && !closed && left > 0) {
                left = beaten.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the database is there; false if this was closed. */
    boolean awaitReached() throws InterruptedException {
        lock.lock();
        try {
            while (!health.isAvailable() && !closed) {
                beaten.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits; returns early if this is closed. */
    void pause(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            for (long left = atMost.toNanos(); left > 0 && !closed; ) {
                left = beaten.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The pause before the next attempt after this failure. */
    static Duration pauseAfter(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith(LOGIN_REFUSED) ? WHILE_REFUSED : WHILE_DOWN;
    }

    private void run() {
        try {
            while (!closed) {
                pause(pause);
                if (!closed) {
                    beatSafely();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only the end of the process interrupts
        } finally {
            disconnect();
            sockets.close();
        }
    }

    private void beatSafely() {
        try {
            beat();
        } catch (RuntimeException e) {
            LOG.error("event=store.heartbeat-failed", e); // and it continues: without it the health is unknown
        }
    }

    private void beat() {
        var before = health;
        lock.lock();
        begun++;
        lock.unlock();
        var had = connection;
        var now = ask();
        if (now.isAvailable() && connection != had) {
            listener.reached();
        }
        lock.lock();
        try {
            health = now;
            ended = begun;
            beaten.signalAll();
        } finally {
            lock.unlock();
        }
        if (!now.isAvailable()) {
            listener.away();
        }
        if (thread.isAlive() && before.isAvailable() != now.isAvailable()) {
            LOG.warn(
                    "event=store.{} url={} reason=\"{}\"",
                    now.isAvailable() ? "back" : "lost",
                    url,
                    now.reason().orElse(""));
        }
    }

    /**
     * Probes, and again on a new connection where the failure is inconclusive: only the connection may have been lost,
     * or this process may have been at a standstill when the answer came.
     */
    private StoreHealth ask() {
        boolean connected = connection != null;
        long start = System.nanoTime();
        try {
            return askOnce();
        } catch (SQLException e) {
            var took = since(start);
            boolean telling =
                    took.compareTo(timeout.plus(STANDSTILL)) < 0 && (!connected || took.compareTo(timeout) >= 0);
            return telling ? unavailable(e, took) : askAgain();
        }
    }

    private StoreHealth askAgain() {
        long start = System.nanoTime();
        try {
            return askOnce();
        } catch (SQLException e) {
            return unavailable(e, since(start));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Without a watchdog, a time limit of the driver would be followed by an equal wait to close TLS. */
    private StoreHealth askOnce() throws SQLException {
        var isLate = new AtomicBoolean();
        var watchdog = Thread.ofVirtual().name("dox-heartbeat-watchdog").start(() -> cutWhenLate(isLate));
        try {
            if (connection == null) {
                connection = DriverManager.getConnection(url.jdbcUrl(), impatient(url.properties()));
            }
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(ASK)) {
                row.next();
                pause = WHILE_UP;
                return answer(row.getString(1), row.getString(2), row.getBoolean(3));
            }
        } catch (SQLException e) {
            disconnect();
            throw isLate.get() ? late(e) : e;
        } finally {
            watchdog.interrupt();
        }
    }

    private void cutWhenLate(AtomicBoolean isLate) {
        try {
            Thread.sleep(timeout);
            isLate.set(true);
            sockets.cut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the answer is there
        }
    }

    /** The cause behind a socket that was closed here: the server did not answer. */
    private static SQLException late(SQLException e) {
        var reason = new SocketTimeoutException(e.getMessage());
        return new SQLException(e.getMessage(), e.getSQLState(), reason);
    }

    private StoreHealth unavailable(SQLException e, Duration took) {
        pause = pauseAfter(e);
        failure = e;
        return StoreHealth.unavailable(
                took.compareTo(timeout) < 0
                        ? ConnectionTrouble.reason(e)
                        : "it gave no answer within %d s".formatted(timeout.toSeconds()));
    }

    private Properties impatient(Properties properties) {
        var seconds = Long.toString(timeout.toSeconds());
        properties.setProperty("connectTimeout", seconds);
        // only for reads while a connection is closed: the watchdog is quicker otherwise
        properties.setProperty("socketTimeout", Long.toString(2 * timeout.toSeconds()));
        properties.setProperty("loginTimeout", seconds);
        properties.putAll(sockets.properties());
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

    /** Stops it, and waits a moment until its connection is closed. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            beaten.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
