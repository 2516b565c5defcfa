package ai.pmoves.dox.supabase.outage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server for the tests of a class, which hurt it, and for each test a store in a database of its own on it. After
 * each test the server is well again. For one thread.
 */
final class Outage implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** Ends all sessions of the database but the one that says so. */
    static final String END_SESSIONS = """
            select pg_terminate_backend(pid, 10000) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()""";

    private static final String ROWS = """
            select t, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %s', t), false, true, '')))[1]
            from (select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname = 'public' or schemaname = 'dox' and tablename = 'word_counts') tables (t)
            order by t""";

    private static final String COPIES = "select pid from pg_stat_progress_copy where tuples_processed > 50";

    private static final String SESSIONS = """
            select pid from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'""";

    /** The heartbeat's, and those of the pool. */
    private static final int CONNECTIONS = 1 + 8;

    private final Route route;
    private final String[] settings;
    private @Nullable OwnPostgresServer server;
    private @Nullable PgBouncer pooler;
    private @Nullable CutOffProxy line;
    private @Nullable SupabaseStore store;
    private String url = "";

    /** How the store reaches its database. */
    @FunctionalInterface
    interface Route {
        /**
         * Returns the store's URL.
         *
         * @param database the URL of its administrator, without anything between
         */
        String to(String database, Outage outage) throws Exception;
    }

    private Outage(Route route, String... settings) {
        this.route = route;
        this.settings = settings;
    }

    /** @param settings of the server */
    static Outage direct(String... settings) {
        return new Outage((database, outage) -> database, settings);
    }

    /** Through {@link #line()}. */
    static Outage throughLine() {
        return new Outage((database, outage) -> outage.line().url(database));
    }

    /** Through a pooler that all tests of the class share. */
    static Outage throughPooler() {
        return new Outage((database, outage) -> outage.pooler().url(database));
    }

    static Outage through(Route route) {
        return new Outage(route);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = PostgresServer.startOwn(settings);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        line = CutOffProxy.before(server().host(), server().port());
        url = server().createDatabase("dox", template -> SupabaseStore.migrate(SupabaseConfig.of(template)));
        store = SupabaseStore.open(SupabaseConfig.of(route.to(url, this)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server().thaw();
        server().start();
        if (store != null) {
            store.close();
        }
        line().close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (pooler != null) {
            pooler.close();
        }
        server().close();
    }

    OwnPostgresServer server() {
        return requireNonNull(server, "no test is running");
    }

    /** The line to the server, if the store goes through it. */
    CutOffProxy line() {
        return requireNonNull(line, "no test is running");
    }

    private PgBouncer pooler() {
        if (pooler == null) {
            pooler = PgBouncer.before(server());
        }
        return pooler;
    }

    Store store() {
        return requireNonNull(store, "no test is running");
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

    /** Waits until the store has noticed, and says what is wrong. */
    void isNoticed() {
        Eventually.await("the outage is noticed").until(() -> !store().health().isAvailable());
        assertThat(store().health().reason()).isPresent();
    }

    /** Waits until a COPY of the store has brought some rows. */
    private void awaitCopy() throws SQLException {
        try (var connection = connect()) {
            Eventually.await("a COPY is under way")
                    .until(() -> !Sql.list(connection, COPIES).isEmpty());
        }
    }

    /** Waits until the server knows no more connections of the store than it has in health. */
    void awaitUsualSessions() throws SQLException {
        try (var connection = connect()) {
            awaitSessions(connection, CONNECTIONS);
        }
    }

    /** How many of the store's connections the server knows. */
    int sessions() throws SQLException {
        try (var connection = connect()) {
            return Sql.list(connection, SESSIONS).size();
        }
    }

    /** Makes sure that what the outage left on the server goes, and all the rest when the store is closed. */
    void leavesNoSessions() throws SQLException {
        try (var connection = connect()) {
            awaitSessions(connection, CONNECTIONS);
            store().close();
            awaitSessions(connection, 0);
        }
    }

    /**
     * Begins a unit of work, hurts the database, and has the work go on.
     *
     * @param rest what it does then, before it commits
     */
    CompletableFuture<Void> interruptUnitOfWork(Runnable hurt, Runnable rest) {
        var begun = new CountDownLatch(1);
        var isHurt = new CountDownLatch(1);
        var work = Calls.start(() -> store().unitOfWork().run(() -> {
            store().artifacts().add(Things.artifact("a1"));
            store().chunks().put(List.of(Things.chunk("c1", "brown fox")));
            begun.countDown();
            Calls.await(isHurt);
            rest.run();
        }));
        Calls.await(begun);
        hurt.run();
        isHurt.countDown();
        return work;
    }

    /** Makes sure that a bulk load whose database is hurt fails in time, leaves nothing, and is in no one's way. */
    void interruptBulkLoad(Runnable hurt, Runnable mend) throws SQLException {
        var rows = rows();
        var bulk = Things.bulk();
        var load = Calls.start(() -> store().chunks().put(bulk));
        awaitCopy();
        hurt.run();
        Calls.fails(load, ErrorCode.STORE_UNAVAILABLE);
        mend.run();
        Calls.works(
                () -> assertThat(store().chunks().search(Things.words("fox"))).isEmpty());
        awaitUsualSessions();
        assertThat(rows()).isEqualTo(rows);
        leavesNoSessions();
    }

    private static void awaitSessions(Connection connection, int atMost) {
        Eventually.await("the store has at most %d connections".formatted(atMost))
                .until(() -> Sql.list(connection, SESSIONS).size() <= atMost);
    }
}
