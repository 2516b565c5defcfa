package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.supabase.Sql;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server answers, but does not do what it is asked. */
class RefusingServerIT {
    private static OwnPostgresServer server;

    private Outage outage;

    @BeforeAll
    static void start() {
        server = PostgresServer.startOwn("max_connections=30");
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void open() {
        outage = Outage.on(server);
    }

    @AfterEach
    void close() {
        outage.close();
    }

    @Test
    void aDatabaseThatTakesOnlyReadsGoesOnAnsweringThem() throws Exception {
        var store = outage.store();
        store.artifacts().add(Things.artifact("before"));
        var rows = outage.rows();
        outage.run("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        try {
            Outage.await("it takes only reads", this::isReadOnly);
            Outage.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));
            Outage.isUnavailable(() -> store.chunks().put(Things.bulk().subList(0, 10)));
            Outage.works(
                    () -> assertThat(store.artifacts().find(Id.of("before"))).isPresent());
            assertThat(store.chunks().search(Things.words("fox"))).isEmpty();
            assertThat(store.health().isAvailable()).isTrue();
        } finally {
            try (var connection = outage.connect()) {
                Sql.run(connection, "set default_transaction_read_only = off");
                Sql.run(connection, "alter system reset default_transaction_read_only", "select pg_reload_conf()");
            }
        }
        Outage.await("it takes writes", () -> !isReadOnly());
        assertThat(outage.rows()).isEqualTo(rows);
        Outage.works(() -> store.artifacts().add(Things.artifact("after")));
    }

    private boolean isReadOnly() {
        return outage.store().health().warnings().stream()
                .anyMatch(warning -> warning.startsWith("the database takes only reads"));
    }

    @Test
    void aLongCallOnASoundServerGoesOn() throws Exception {
        var store = outage.store();
        CompletableFuture<Void> add;
        try (var connection = outage.connect()) {
            connection.setAutoCommit(false);
            Sql.run(connection, "lock table public.artifacts");
            add = Outage.start(() -> store.artifacts().add(Things.artifact("a1")));
            Thread.sleep(3_500);
            assertThat(add).isNotDone();
            connection.rollback();
        }
        add.join();
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isPresent());
    }

    @Test
    void callsBeyondTheConnectionsAreToldThatTheStoreIsBusyAndLaterOnesWork() throws Exception {
        var store = outage.store();
        var hold = new CountDownLatch(1);
        var holding = new CountDownLatch(8);
        var holders = IntStream.range(0, 8)
                .mapToObj(i -> Outage.start(() -> store.unitOfWork().run(() -> {
                    store.artifacts().find(Id.of("a1"));
                    holding.countDown();
                    Outage.await(hold);
                })))
                .toList();
        Outage.await(holding);
        Outage.fails(Outage.start(store::ping), ErrorCode.STORE_BUSY);
        assertThat(store.health().isAvailable()).isTrue();
        hold.countDown();
        holders.forEach(CompletableFuture::join);
        Outage.works(store::ping);
        outage.leavesNoSessions();
    }

    @Test
    void aServerWithoutAConnectionToSpareIsUnavailableUntilItHasOne() throws Exception {
        var store = outage.store();
        store.ping();
        var others = new ArrayList<Connection>();
        outage.run(Outage.END_SESSIONS); // the heartbeat comes back at once
        Outage.await("the heartbeat is back", () -> store.health().isAvailable() && outage.sessions() > 0);
        try {
            var one = outage.connect();
            others.add(one);
            while (others.size() < 40) {
                try {
                    others.add(outage.connect());
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).isEqualTo("53300");
                    break;
                }
            }
            Sql.run(one, Outage.END_SESSIONS.replace("where", "where application_name = 'pmoves-dox' and"));
            others.add(outage.connect());
            Outage.isUnavailable(() -> {
                store.ping();
                store.ping();
            });
            Thread.sleep(7_000); // a pool that waits longer after each failure would now wait for seconds
        } finally {
            for (var other : others) {
                other.close();
            }
        }
        Outage.await("there is room", () -> outage.sessions() < 10);
        Outage.works(store::ping);
    }

    @Test
    void aDroppedDatabaseIsUnavailableUntilItIsThereAgain() throws Exception {
        var store = outage.store();
        store.ping();
        var kept = outage.name();
        try (var other = Outage.on(server);
                var connection = other.connect()) {
            Sql.run(connection, "alter database %s with allow_connections false".formatted(kept));
            Sql.run(connection, Outage.END_SESSIONS.replace("current_database()", "'" + kept + "'"));
            outage.isNoticed();
            Outage.isUnavailable(store::ping);
            Sql.run(connection, "alter database %s rename to gone".formatted(kept));
            Outage.isUnavailable(store::ping);
            Sql.run(connection, "alter database gone rename to " + kept);
            Sql.run(connection, "alter database %s with allow_connections true".formatted(kept));
        }
        Outage.works(store::ping);
    }

    @ParameterizedTest
    @CsvSource({
        "25006, STORE_UNAVAILABLE", // read only
        "53100, STORE_UNAVAILABLE", // disk full
        "53200, STORE_UNAVAILABLE", // out of memory
        "58030, STORE_UNAVAILABLE", // input or output failed
        "57P03, STORE_UNAVAILABLE", // starting up, or a standby
        "57014, STORE_BUSY", // took too long
        "40P01, STORE_BUSY", // deadlock
    })
    void whatTheServerSaysIsToldByItsCode(String state, ErrorCode code) throws Exception {
        var rows = outage.rows();
        failWith(state, "create trigger fails after insert on public.artifacts");
        var store = outage.store();
        Outage.fails(Outage.start(() -> store.artifacts().add(Things.artifact("a1"))), code);
        assertThat(outage.rows()).isEqualTo(rows);
        outage.run("drop trigger fails on public.artifacts");
        Outage.works(() -> store.artifacts().add(Things.artifact("a1")));
    }

    @ParameterizedTest
    @CsvSource({
        "53100, STORE_UNAVAILABLE", // refused: nothing is written
        "57P01, STORE_OUTCOME_UNKNOWN", // ended by the operator
    })
    void whatTheServerSaysToACommitIsToldByItsCode(String state, ErrorCode code) throws Exception {
        failWith(state, "create constraint trigger fails after insert on public.artifacts initially deferred");
        var store = outage.store();
        Outage.fails(Outage.start(() -> store.artifacts().add(Things.artifact("a1"))), code);
        outage.run("drop trigger fails on public.artifacts");
        Outage.works(() -> store.artifacts().add(Things.artifact("a1")));
    }

    private void failWith(String state, String trigger) throws Exception {
        outage.run("""
                create function public.fails() returns trigger language plpgsql as
                $$ begin raise exception 'on purpose' using errcode = '%s'; end $$""".formatted(state), trigger + " for each row execute function public.fails()");
    }
}
