package ai.pmoves.dox.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgBouncerIT {
    private final PostgresServer server = PostgresServer.shared();
    private PgBouncer pooler;
    private String direct;
    private String pooled;

    @BeforeAll
    void start() {
        pooler = PgBouncer.before(server);
        direct = server.createDatabase();
        pooled = pooler.url(direct);
    }

    @AfterAll
    void close() {
        pooler.close();
    }

    @Test
    void itReachesTheSameDatabase() throws SQLException {
        Sql.run(pooled, "create table note as select 'through the pooler' as text");
        assertThat(Sql.ask(direct, "select text from note")).isEqualTo("through the pooler");
    }

    @Test
    void twoTransactionsOfAClientMayRunOnDifferentConnections() throws SQLException {
        try (var client = DriverManager.getConnection(pooled);
                var other = DriverManager.getConnection(pooled)) {
            var first = ask(client, "select pg_backend_pid()");
            other.setAutoCommit(false);
            assertThat(ask(other, "select pg_backend_pid()")).isEqualTo(first);
            assertThat(ask(client, "select pg_backend_pid()")).isNotEqualTo(first);
        }
    }

    @Test
    void aSettingOfTheSessionIsNotThereInTheNextTransaction() throws SQLException {
        try (var client = DriverManager.getConnection(pooled);
                var other = DriverManager.getConnection(pooled)) {
            ask(client, "select set_config('dox.who', 'client', false)");
            other.setAutoCommit(false);
            ask(other, "select 1");
            assertThat(ask(client, "select current_setting('dox.who', true)")).isNotEqualTo("client");
        }
    }

    @Test
    void aNamedPreparedStatementBreaks() throws SQLException {
        try (var client = DriverManager.getConnection(pooled + "&prepareThreshold=1");
                var other = DriverManager.getConnection(pooled);
                var statement = client.prepareStatement("select 42")) {
            client.setAutoCommit(false); // otherwise the driver prepares it once more and tries again
            statement.executeQuery().close();
            client.commit();
            other.setAutoCommit(false);
            ask(other, "select 1");
            assertThatThrownBy(statement::executeQuery)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*prepared statement \"S_\\d+\" does not exist.*");
        }
    }

    @Test
    void anotherUserLogsInWithItsOwnPassword() throws SQLException {
        Sql.run(direct, "create role visitor login password 'sesame'");
        var url = DatabaseUrl.parse(pooled).with("user", "visitor");
        assertThat(Sql.ask(url.with("password", "sesame").jdbc(), "select current_user"))
                .isEqualTo("visitor");
        assertThatThrownBy(() -> Sql.ask(url.with("password", "open").jdbc(), "select 1"))
                .hasMessageContaining("SASL authentication failed");
        Sql.run(direct, "drop role visitor");
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
