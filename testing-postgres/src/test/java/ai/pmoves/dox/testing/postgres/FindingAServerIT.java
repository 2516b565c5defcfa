package ai.pmoves.dox.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingAServerIT {
    private static final String DATABASES = "select count(*) from pg_database where datname like 'dox%'";
    private static final String SESSIONS =
            "select count(*) from pg_stat_activity where application_name like 'dox_test_%'";

    @Test
    void whereThereIsNoneTheMessageSaysWhatWasTriedAndHowToGetOne() {
        var docker = new Ways.Way<ServerControl>("Docker", () -> {
            throw new IllegalStateException("no daemon answers; start one");
        });
        var script = new Ways.Way<ServerControl>("scripts/postgres.sh", () -> {
            throw new IllegalStateException("error: this needs Debian or Ubuntu");
        });
        assertThatThrownBy(() -> PostgresServer.find(null, List.of(docker, script)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                        There is no Postgres with pgvector for the tests. Tried:
                        - DOX_TEST_POSTGRES_URL: not set; it may name a server that you run, with its administrator, \
                        as in postgresql://postgres:secret@localhost:5432/postgres
                        - Docker: no daemon answers; start one
                        - scripts/postgres.sh: error: this needs Debian or Ubuntu""");
    }

    @Test
    void aNamedServerIsUsedAndCleanedUp() throws SQLException {
        try (var running = PostgresServer.startOwn()) {
            var login = running.administrator();
            var named = PostgresServer.find(
                    "postgresql://%s:%s@%s:%d/postgres"
                            .formatted(login.user(), login.password(), login.host(), login.port()),
                    List.of());
            var url = named.createDatabase("note", template -> Sql.run(template, "create table note ()"));
            assertThat(Sql.ask(url, "select count(*) from note")).isEqualTo("0");

            named.databases().dropAll();
            assertThat(Sql.ask(login.jdbc(), DATABASES)).isEqualTo("0");
        }
    }

    @Test
    void databasesOfAKilledRunAreDroppedByTheNextAndThoseOfALiveOneStay() throws SQLException {
        try (var running = PostgresServer.startOwn()) {
            var login = running.administrator();
            var killed = new Databases(login);
            var session = killed.announce();
            killed.create();
            killed.copy("note", template -> Sql.run(template, "create table note ()"));
            var live = new Databases(login);
            try (var ofLive = live.announce()) {
                var url = live.create();
                live.dropLeftovers();
                assertThat(Sql.ask(login.jdbc(), DATABASES)).isEqualTo("4");

                session.close();
                Eventually.await("the server has noticed that")
                        .untilAsserted(() ->
                                assertThat(Sql.ask(login.jdbc(), SESSIONS)).isEqualTo("1"));
                live.dropLeftovers();

                assertThat(Sql.ask(login.jdbc(), DATABASES)).isEqualTo("1");
                assertThat(Sql.ask(url, "select 1")).isEqualTo("1");
                assertThat(ofLive.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aNamedServerThatDoesNotAnswerIsNotReplacedByAnother() {
        int port = Ports.free();
        assertThatThrownBy(() -> PostgresServer.find("postgresql://me:secret@127.0.0.1:" + port + "/db", List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("DOX_TEST_POSTGRES_URL: postgresql://127.0.0.1:" + port + "/db does not answer")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aNameThatIsNoUrlIsToldWithoutItsPassword() {
        assertThatThrownBy(() -> PostgresServer.find("postgresql://me:sec ret@localhost/db", List.of()))
                .hasMessage("DOX_TEST_POSTGRES_URL: this is no URL, at its character 19");
    }
}
