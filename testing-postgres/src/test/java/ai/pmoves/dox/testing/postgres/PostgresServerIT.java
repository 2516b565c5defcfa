package ai.pmoves.dox.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostgresServerIT {
    private final PostgresServer server = PostgresServer.shared();

    @Test
    void theSharedServerIsStartedOnce() {
        assertThat(PostgresServer.shared()).isSameAs(server);
    }

    @Test
    void itHasPgvectorOfAtLeast08() throws SQLException {
        var url = server.createDatabase();
        Sql.run(url, "create extension vector");
        assertThat(Sql.ask(url, "select '[3,4]'::vector <-> '[0,0]'")).isEqualTo("5");
        var version = "(select string_to_array(extversion, '.')::int[] from pg_extension where extname = 'vector')";
        assertThat(Sql.ask(url, "select " + version + " >= array[0, 8]")).isEqualTo("t");
        server.dropDatabase(url);
    }

    @Test
    void textIsUtf8() throws SQLException {
        var url = server.createDatabase();
        assertThat(Sql.ask(url, "show server_encoding")).isEqualTo("UTF8");
        assertThat(Sql.ask(url, "select length('grüße \uD83D\uDE80')")).isEqualTo("7");
        server.dropDatabase(url);
    }

    @Test
    void databasesOfTheSameTemplateDoNotSeeEachOther() throws SQLException {
        var prepared = new AtomicInteger();
        var first = server.createDatabase("apart", url -> prepare(url, prepared));
        var second = server.createDatabase("apart", url -> prepare(url, prepared));
        Sql.run(first, "insert into note values ('of the first')");
        assertThat(Sql.ask(first, "select count(*) from note")).isEqualTo("2");
        assertThat(Sql.ask(second, "select string_agg(text, ',') from note")).isEqualTo("of the template");
        assertThat(prepared).hasValue(1);
    }

    @Test
    void manyThreadsCopyATemplateThatOneOfThemPrepares() throws Exception {
        var prepared = new AtomicInteger();
        Callable<String> copy = () -> server.createDatabase("crowd", url -> prepare(url, prepared));
        var copies = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<String> url : threads.invokeAll(List.of(copy, copy, copy, copy, copy, copy, copy, copy))) {
                copies.add(url.get());
            }
        }
        assertThat(copies).doesNotHaveDuplicates().hasSize(8);
        assertThat(prepared).hasValue(1);
        for (var url : copies) {
            assertThat(Sql.ask(url, "select count(*) from note")).isEqualTo("1");
        }
    }

    @Test
    @SuppressWarnings("resource") // that it is left open is the point
    void aConnectionThatWasLeftOpenDoesNotKeepATemplateFromBeingCopied() throws SQLException {
        var url = server.createDatabase("left open", template -> {
            try {
                DriverManager.getConnection(template).createStatement().execute("create table note (text text)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(Sql.ask(url, "select count(*) from note")).isEqualTo("0");
    }

    @Test
    void aTemplateThatCouldNotBePreparedIsTriedAgain() throws SQLException {
        assertThatThrownBy(() -> server.createDatabase("at first broken", url -> Sql.run(url, "create nonsense")))
                .hasMessageContaining("syntax error");
        var url = server.createDatabase("at first broken", template -> Sql.run(template, "create table note ()"));
        assertThat(Sql.ask(url, "select count(*) from note")).isEqualTo("0");
    }

    @Test
    void aDatabaseIsDroppedWithItsConnections() throws SQLException {
        var url = server.createDatabase();
        try (var open = DriverManager.getConnection(url)) {
            server.dropDatabase(url);
            server.dropDatabase(url);
            assertThat(open.isValid(1)).isFalse();
        }
        assertThatThrownBy(() -> Sql.ask(url, "select 1")).hasMessageContaining("does not exist");
    }

    @Test
    void aDatabaseOfSomeoneElseIsNotDropped() {
        assertThatThrownBy(() -> server.dropDatabase("jdbc:postgresql://localhost/payroll"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the database payroll was not made here, so it is not dropped");
    }

    private static void prepare(String url, AtomicInteger prepared) {
        prepared.incrementAndGet();
        Sql.run(url, "create table note (text text)", "insert into note values ('of the template')");
    }
}
