package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server is well, and the line to it is not. */
class CutOffIT {
    private static OwnPostgresServer server;

    private CutOffProxy proxy;
    private Outage outage;

    @BeforeAll
    static void start() {
        server = PostgresServer.startOwn();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void open() {
        proxy = CutOffProxy.before(server.host(), server.port());
        outage = Outage.on(server, proxy::url);
    }

    @AfterEach
    void close() {
        outage.close();
        proxy.close();
    }

    @Test
    void aBrokenLineFailsCallsAtOnceUntilItIsMended() throws Exception {
        var store = outage.store();
        store.ping();
        proxy.cut();
        Outage.isUnavailable(() -> store.artifacts().add(Things.artifact("a1")));
        outage.isNoticed();
        Outage.isUnavailable(() -> store.artifacts().find(Id.of("a1")));
        proxy.restore();
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        outage.leavesNoSessions();
    }

    @Test
    void aLineThatSwallowsEverythingFailsCallsInTime() throws Exception {
        var store = outage.store();
        store.ping();
        proxy.stall();
        Outage.isUnavailable(() -> store.artifacts().add(Things.artifact("a1")));
        outage.isNoticed();
        Outage.isUnavailable(() -> store.artifacts().find(Id.of("a1")));
        proxy.restore();
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        outage.leavesNoSessions();
    }

    @Test
    void anAnswerThatStopsInItsMiddleIsGivenUpInTime() throws Exception {
        var store = outage.store();
        var rows = outage.rows();
        var bulk = Things.bulk();
        var load = Outage.start(() -> store.chunks().put(bulk));
        outage.awaitCopy();
        proxy.stall();
        Outage.fails(load, ErrorCode.STORE_UNAVAILABLE);
        proxy.restore();
        Outage.works(store::ping);
        Outage.await("the load's session is gone", () -> outage.sessions() <= 1 + 8);
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }

    @Test
    void aLineThatIsTooSlowIsAsGoodAsNone() throws Exception {
        var store = outage.store();
        store.ping();
        proxy.delay(Duration.ofSeconds(3));
        Outage.isUnavailable(() -> store.artifacts().find(Id.of("a1")));
        outage.isNoticed();
        proxy.restore();
        Outage.await("what was delayed has passed", () -> store.health().isAvailable());
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
    }

    @Test
    void aLineThatIsSlowIsUsed() {
        proxy.delay(Duration.ofMillis(150));
        for (int i = 0; i < 3; i++) {
            outage.store().artifacts().add(Things.artifact("a" + i));
        }
        assertThat(outage.store().health().isAvailable()).isTrue();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsToldAsUnknownAndIsThere() throws Exception {
        var store = outage.store();
        proxy.cutAfterCommit();
        Outage.fails(Outage.start(() -> store.artifacts().add(Things.artifact("a1"))), ErrorCode.STORE_OUTCOME_UNKNOWN);
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isPresent());
        assertThat(store.health().isAvailable()).isTrue();
        outage.leavesNoSessions();
    }

    @Test
    void aCommitThatNeverArrivesIsToldAsUnknownAndIsNotThere() throws Exception {
        var store = outage.store();
        proxy.cutBeforeCommit();
        Outage.fails(Outage.start(() -> store.artifacts().add(Things.artifact("a1"))), ErrorCode.STORE_OUTCOME_UNKNOWN);
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        outage.leavesNoSessions();
    }
}
