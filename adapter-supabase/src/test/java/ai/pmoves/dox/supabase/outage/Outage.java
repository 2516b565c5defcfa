package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.supabase.Sql;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store in a database of its own on a server that a test hurts, and what has to hold while it does. */
final class Outage implements AutoCloseable {
    private static final Duration FAILS_WITHIN = Duration.ofSeconds(2);
    private static final Duration WORKS_WITHIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Ends all sessions of the database but the one that says so. */
    static final String END_SESSIONS = """
            select pg_terminate_backend(pid, 10000) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()""";

    private static final String ROWS = """
            select t, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %s', t), false, true, '')))[1]
            from (select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname = 'public' or schemaname = 'dox' and tablename = 'word_counts') tables (t)
            order by t""";

    private final String url;
    private final SupabaseStore store;

    private Outage(String url, SupabaseStore store) {
        this.url = url;
        this.store = store;
    }

    static Outage on(OwnPostgresServer server) {
        return on(server, url -> url);
    }

    /** @param way from the database's URL to the one that the store uses */
    static Outage on(OwnPostgresServer server, UnaryOperator<String> way) {
        var url = server.createDatabase("dox", template -> SupabaseStore.migrate(SupabaseConfig.of(template)));
        return new Outage(url, SupabaseStore.open(SupabaseConfig.of(way.apply(url))));
    }

    Store store() {
        return store;
    }

    /** The database itself, as its administrator, past whatever the store goes through. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    String name() {
        return url.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }

    void run(String... statements) throws SQLException {
        try (var connection = connect()) {
            Sql.run(connection, statements);
        }
    }

    /** How many rows each table has. */
    List<List<@Nullable String>> rows() throws SQLException {
        try (var connection = connect()) {
            return Sql.rows(connection, ROWS);
        }
    }

    /** A call that is under way while the database is hurt. */
    static CompletableFuture<Void> start(Runnable call) {
        return CompletableFuture.runAsync(call, task -> Thread.ofPlatform().start(task));
    }

    /** Makes sure that the call, under way or not, fails in time from now on with this code. */
    static void fails(CompletableFuture<Void> call, ErrorCode code) throws Exception {
        long start = System.nanoTime();
        var failure = catchThrowable(() -> call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAILS_WITHIN);
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(failure.getCause()).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.code())
                .as(e.getMessage())
                .isEqualTo(code));
    }

    static void isUnavailable(Runnable call) throws Exception {
        fails(start(call), ErrorCode.STORE_UNAVAILABLE);
    }

    /** Makes sure that one call, made now, is answered in time. */
    static void works(Runnable call) {
        long start = System.nanoTime();
        call.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WORKS_WITHIN);
    }

    /** Waits until the store has noticed; it must not take longer than a call may. */
    void isNoticed() throws InterruptedException {
        long start = System.nanoTime();
        await("the outage is noticed", () -> !store.health().isAvailable());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAILS_WITHIN);
        assertThat(store.health().reason()).isPresent();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in vain: " + what).isLessThan(end);
            Thread.sleep(5);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a statement of the store is at work that matches. */
    void awaitStatement(String pattern) throws InterruptedException {
        await(
                "a statement like " + pattern,
                () -> count(
                                "select count(*) from pg_stat_activity where pid <> pg_backend_pid() and state = 'active' and query ~* ?",
                                pattern)
                        > 0);
    }

    /** Waits until a COPY of the store has brought some rows. */
    void awaitCopy() throws InterruptedException {
        await("a COPY", () -> count("select count(*) from pg_stat_progress_copy where tuples_processed > 50") > 0);
    }

    private int count(String query, Object... values) {
        try (var connection = connect()) {
            return Integer.parseInt(Sql.ask(connection, query, values));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many of the store's connections the server knows. */
    int sessions() {
        return count("""
                select count(*) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'""");
    }

    /** Makes sure that what the outage left on the server goes, and all the rest when the store is closed. */
    void leavesNoSessions() throws InterruptedException {
        await("the store has its connections only", () -> sessions() <= 1 + 8);
        store.close();
        await("the store's connections are gone", () -> sessions() == 0);
    }

    @Override
    public void close() {
        store.close();
    }
}
