package ai.pmoves.dox.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutOffProxyIT {
    private final PostgresServer server = PostgresServer.shared();
    private final String direct = server.createDatabase("notes", url -> Sql.run(url, "create table note (text text)"));
    private CutOffProxy proxy;
    private String proxied;

    @BeforeEach
    void start() {
        proxy = CutOffProxy.before(server.host(), server.port());
        proxied = proxy.url(direct);
    }

    @AfterEach
    void close() {
        proxy.close();
        server.dropDatabase(direct);
    }

    @Test
    void itPassesEverythingOnUntilItIsTold() throws SQLException {
        Sql.run(proxied, "insert into note select repeat('x', 1000000)");
        assertThat(Sql.ask(proxied, "select text from note")).hasSize(1_000_000);
    }

    @Test
    void aCutBreaksConnectionsOldAndNewUntilItIsRestored() throws SQLException {
        try (var connection = DriverManager.getConnection(proxied)) {
            proxy.cut();
            assertThatThrownBy(() -> ask(connection)).hasCauseInstanceOf(SQLException.class);
            assertThatThrownBy(() -> Sql.ask(proxied, "select 1")).isInstanceOf(SQLException.class);
        }
        proxy.restore();
        assertThat(Sql.ask(proxied, "select 1")).isEqualTo("1");
    }

    private static CompletableFuture<String> start(Supplier<String> call) {
        return CompletableFuture.supplyAsync(call, task -> Thread.ofPlatform().start(task));
    }

    @Test
    void whatIsStalledIsAnsweredWhenItIsRestored() throws Exception {
        try (var connection = DriverManager.getConnection(proxied)) {
            proxy.stall();
            var old = start(() -> ask(connection));
            var fresh = start(() -> connectAndAsk(proxied));
            assertThatThrownBy(() -> old.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(fresh).isNotDone();
            proxy.restore();
            assertThat(old.get(1, TimeUnit.MINUTES)).isEqualTo("1");
            assertThat(fresh.get(1, TimeUnit.MINUTES)).isEqualTo("1");
        }
    }

    @Test
    void aStalledConnectionCanBeCut() throws Exception {
        try (var connection = DriverManager.getConnection(proxied)) {
            proxy.stall();
            var answer = start(() -> ask(connection));
            assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            proxy.cut();
            assertThatThrownBy(() -> answer.get(1, TimeUnit.MINUTES)).hasRootCauseInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void anAnswerComesAsMuchLaterAsItIsDelayed() throws SQLException {
        try (var connection = DriverManager.getConnection(proxied)) {
            proxy.delay(Duration.ofMillis(200));
            long start = System.nanoTime();
            ask(connection);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void afterACommitTheServerHasItAndTheClientDoesNotKnow() throws SQLException {
        assertThat(rowsAfter(CutOffProxy::cutAfterCommit, 0)).isEqualTo("1");
    }

    @Test
    void beforeACommitTheServerDoesNotHaveItAndTheClientDoesNotKnow() throws SQLException {
        assertThat(rowsAfter(CutOffProxy::cutBeforeCommit, 0)).isEqualTo("0");
    }

    @Test
    void aCommitIsSeenAlsoWhenTheDriverHasPreparedIt() throws SQLException {
        assertThat(rowsAfter(CutOffProxy::cutAfterCommit, 10)).isEqualTo("11");
        assertThat(rowsAfter(CutOffProxy::cutBeforeCommit, 10)).isEqualTo("21");
    }

    @Test
    void onlyTheCommitThatComesNextIsCut() throws SQLException {
        rowsAfter(CutOffProxy::cutAfterCommit, 0);
        try (var connection = DriverManager.getConnection(proxied)) {
            connection.setAutoCommit(false);
            insert(connection);
            connection.commit();
        }
        assertThat(Sql.ask(proxied, "select count(*) from note")).isEqualTo("2");
    }

    @Test
    void anActionRunsAtTheCommitThatIsItsTurn() throws SQLException {
        assertThat(seenByAction(CutOffProxy::beforeCommit)).isEqualTo("2");
        assertThat(seenByAction(CutOffProxy::afterCommit)).isEqualTo("8");
    }

    private interface Trap {
        void set(CutOffProxy proxy, int number, Runnable action);
    }

    /** Commits five rows; returns how many there were when the third was. */
    private String seenByAction(Trap trap) throws SQLException {
        var seen = new AtomicReference<String>();
        try (var connection = DriverManager.getConnection(proxied)) {
            connection.setAutoCommit(false);
            trap.set(proxy, 3, () -> seen.set(ask(direct, "select count(*) from note")));
            for (int i = 0; i < 5; i++) {
                insert(connection);
                connection.commit();
            }
        }
        return seen.get();
    }

    @Test
    void anActionRunsOnceWhenEnoughWasSent() throws SQLException {
        var times = new AtomicInteger();
        proxy.afterBytes(5_000, times::incrementAndGet);
        Sql.ask(proxied, "select 1");
        assertThat(times).hasValue(0);
        for (int i = 0; i < 2; i++) {
            Sql.ask(proxied, "select '%s'".formatted("x".repeat(5_000)));
        }
        assertThat(times).hasValue(1);
    }

    @Test
    void aServerThatIsDownIsDownBehindItToo() {
        try (var idle = CutOffProxy.before("127.0.0.1", Ports.free())) {
            assertThatThrownBy(() -> Sql.ask(idle.url(direct), "select 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aClosedProxyTakesNoConnections() {
        proxy.close();
        assertThatThrownBy(() -> Sql.ask(proxied, "select 1")).hasMessageContaining("refused");
    }

    /** Commits so many rows, then one more with the trap set, and returns how many there are. */
    private String rowsAfter(java.util.function.Consumer<CutOffProxy> trap, int before) throws SQLException {
        try (var connection = DriverManager.getConnection(proxied)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < before; i++) {
                insert(connection);
                connection.commit();
            }
            insert(connection);
            trap.accept(proxy);
            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        }
        return Sql.ask(direct, "select count(*) from note");
    }

    private static void insert(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("insert into note values ('commit')");
        }
    }

    private static String ask(Connection connection) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(String url, String sql) {
        try {
            return Sql.ask(url, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String connectAndAsk(String url) {
        try (var connection = DriverManager.getConnection(url)) {
            return ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
