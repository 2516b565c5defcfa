package ai.pmoves.dox.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class OwnPostgresServerIT {

    @Test
    void whatWasCommittedSurvivesAKillAndWhatWasNotIsGone() throws SQLException {
        try (var server = PostgresServer.startOwn()) {
            var url = server.createDatabase();
            Sql.run(url, "create table note (text text)", "insert into note values ('committed')");
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("insert into note values ('not committed')");
                server.kill();
                assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> Sql.ask(url, "select 1")).hasMessageContaining("refused");
            }
            server.start();
            assertThat(Sql.ask(url, "select string_agg(text, ',') from note")).isEqualTo("committed");
        }
    }

    @Test
    void aStoppedServerStartsAgainWhereItWas() throws SQLException {
        try (var server = PostgresServer.startOwn()) {
            var url = server.createDatabase();
            Sql.run(url, "create table note (text text)", "insert into note values ('kept')");
            server.stop();
            assertThatThrownBy(() -> Sql.ask(url, "select 1")).hasMessageContaining("refused");
            server.start();
            server.start();
            assertThat(Sql.ask(url, "select text from note")).isEqualTo("kept");
        }
    }

    @Test
    void aFrozenServerAnswersOnlyAfterItIsThawed() throws Exception {
        try (var server = PostgresServer.startOwn()) {
            var url = server.createDatabase();
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                server.freeze();
                var answer = CompletableFuture.supplyAsync(() -> isAnswered(statement));
                assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                server.thaw();
                assertThat(answer.get(1, TimeUnit.MINUTES)).isTrue();
            }
        }
    }

    @Test
    void aFrozenServerCanBeKilledAndClosed() throws SQLException {
        try (var server = PostgresServer.startOwn()) {
            var url = server.createDatabase();
            server.freeze();
            server.kill();
            server.start();
            assertThat(Sql.ask(url, "select 1")).isEqualTo("1");
            server.freeze();
        }
    }

    @Test
    void settingsAreTheCallers() throws SQLException {
        try (var server = PostgresServer.startOwn("fsync=on", "max_connections=7")) {
            var url = server.createDatabase();
            assertThat(Sql.ask(url, "show fsync")).isEqualTo("on");
            assertThat(Sql.ask(url, "show max_connections")).isEqualTo("7");
        }
    }

    @Test
    void aSettingThatPostgresRefusesIsTold() {
        assertThatThrownBy(() -> PostgresServer.startOwn("no_such_setting=1"))
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
    }

    @Test
    void aClosedServerIsGone() {
        String url;
        try (var server = PostgresServer.startOwn()) {
            url = server.createDatabase();
        }
        assertThatThrownBy(() -> Sql.ask(url, "select 1")).hasMessageContaining("refused");
    }

    private static boolean isAnswered(java.sql.Statement statement) {
        try {
            statement.setQueryTimeout((int) Duration.ofMinutes(1).toSeconds());
            return statement.execute("select 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
