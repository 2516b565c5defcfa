package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server answers, but does not do what it is asked. */
@Tag("alone")
class RefusingServerIT {
    @RegisterExtension
    static final Outage outage = Outage.direct("max_connections=30");

    @Test
    void aDatabaseThatTakesOnlyReadsGoesOnAnsweringThem() throws Exception {
        var store = outage.store();
        store.artifacts().add(Things.artifact("before"));
        var rows = outage.rows();
        outage.run("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        try {
            Eventually.await("it takes only reads").until(this::isReadOnly);
            Calls.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));
            Calls.isUnavailable(() -> store.chunks().put(Things.bulk().subList(0, 10)));
            Calls.works(
                    () -> assertThat(store.artifacts().find(Id.of("before"))).isPresent());
            assertThat(store.chunks().search(Things.words("fox"))).isEmpty();
            assertThat(store.health().isAvailable()).isTrue();
        } finally {
            try (var connection = outage.connect()) {
                Sql.run(connection, "set default_transaction_read_only = off");
                Sql.run(connection, "alter system reset default_transaction_read_only", "select pg_reload_conf()");
            }
        }
        Eventually.await("it takes writes").until(() -> !isReadOnly());
        assertThat(outage.rows()).isEqualTo(rows);
        Calls.works(() -> store.artifacts().add(Things.artifact("after")));
    }

    private boolean isReadOnly() {
        return outage.store().health().warnings().stream()
                .anyMatch(warning -> warning.startsWith("the database takes only reads"));
    }

    @Test
    void aLongCallOnASoundServerGoesOn() throws Exception {
        var store = outage.store();
        try (var connection = outage.connect()) {
            connection.setAutoCommit(false);
            Sql.run(connection, "lock table public.artifacts");
            var add = Calls.start(() -> store.artifacts().add(Things.artifact("a1")));
            Eventually.await("it goes on for longer than a silent server is waited for")
                    .during(Duration.ofSeconds(3))
                    .until(() -> !add.isDone());
            connection.rollback();
            add.join();
        }
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isPresent());
    }

    @Test
    void callsBeyondTheConnectionsAreToldThatTheStoreIsBusyAndLaterOnesWork() throws Exception {
        var store = outage.store();
        var hold = new CountDownLatch(1);
        var holding = new CountDownLatch(8);
        var holders = IntStream.range(0, 8)
                .mapToObj(i -> Calls.start(() -> Eventually.await("there is a connection")
                        .ignoreExceptionsInstanceOf(
                                DoxException.class) // on a busy machine it may take long to make one
                        .until(() -> store.unitOfWork().call(() -> {
                            store.artifacts().find(Id.of("a1"));
                            holding.countDown();
                            Calls.await(hold);
                            return true;
                        }))))
                .toList();
        Calls.await(holding);
        assertThatThrownBy(store::ping).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.STORE_BUSY));
        assertThat(store.health().isAvailable()).isTrue();
        hold.countDown();
        holders.forEach(CompletableFuture::join);
        Calls.works(store::ping);
        outage.leavesNoSessions();
    }

    @Test
    void aServerWithoutAConnectionToSpareIsUnavailableUntilItHasOne() throws Exception {
        var store = outage.store();
        store.ping();
        var others = new ArrayList<Connection>();
        outage.run(Outage.END_SESSIONS); // the heartbeat comes back at once
        Eventually.await("the heartbeat is back").until(() -> store.health().isAvailable() && outage.sessions() > 0);
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
            // a pool that waits twice as long after each failure would wait for two more seconds then
            Calls.areUnavailable(Duration.ofSeconds(3), store::ping);
        } finally {
            for (var other : others) {
                other.close();
            }
        }
        outage.awaitUsualSessions();
        Calls.works(store::ping);
    }

    @Test
    void aDroppedDatabaseIsUnavailableUntilItIsThereAgain() throws Exception {
        var store = outage.store();
        store.ping();
        var kept = outage.name();
        try (var connection = DriverManager.getConnection(outage.server().createDatabase())) {
            Sql.run(connection, "alter database %s with allow_connections false".formatted(kept));
            Sql.run(connection, Outage.END_SESSIONS.replace("current_database()", "'" + kept + "'"));
            outage.isNoticed();
            Calls.isUnavailable(store::ping);
            Sql.run(connection, "alter database %s rename to gone".formatted(kept));
            Calls.isUnavailable(store::ping);
            Sql.run(connection, "alter database gone rename to " + kept);
            Sql.run(connection, "alter database %s with allow_connections true".formatted(kept));
        }
        Calls.works(store::ping);
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
        Calls.fails(Calls.start(() -> store.artifacts().add(Things.artifact("a1"))), code);
        assertThat(outage.rows()).isEqualTo(rows);
        outage.run("drop trigger fails on public.artifacts");
        Calls.works(() -> store.artifacts().add(Things.artifact("a1")));
    }

    @ParameterizedTest
    @CsvSource({
        "53100, STORE_UNAVAILABLE", // refused: nothing is written
        "57P01, STORE_OUTCOME_UNKNOWN", // ended by the operator
    })
    void whatTheServerSaysToACommitIsToldByItsCode(String state, ErrorCode code) throws Exception {
        failWith(state, "create constraint trigger fails after insert on public.artifacts initially deferred");
        var store = outage.store();
        Calls.fails(Calls.start(() -> store.artifacts().add(Things.artifact("a1"))), code);
        outage.run("drop trigger fails on public.artifacts");
        Calls.works(() -> store.artifacts().add(Things.artifact("a1")));
    }

    private void failWith(String state, String trigger) throws Exception {
        outage.run("""
                create function public.fails() returns trigger language plpgsql as
                $$ begin raise exception 'on purpose' using errcode = '%s'; end $$""".formatted(state), trigger + " for each row execute function public.fails()");
    }
}
