package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server is well, and the line to it is not. */
@Tag("alone")
class CutOffIT {
    @RegisterExtension
    static final Outage outage = Outage.throughLine();

    @Test
    void aBrokenLineFailsCallsAtOnceUntilItIsMended() throws Exception {
        var store = outage.store();
        store.ping();
        outage.line().cut();
        Calls.isUnavailable(() -> store.artifacts().add(Things.artifact("a1")));
        outage.isNoticed();
        Calls.isUnavailable(() -> store.artifacts().find(Id.of("a1")));
        outage.line().restore();
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        outage.leavesNoSessions();
    }

    @Test
    void aLineThatSwallowsEverythingFailsCallsInTime() throws Exception {
        var store = outage.store();
        store.ping();
        outage.line().stall();
        Calls.isUnavailable(() -> store.artifacts().add(Things.artifact("a1")));
        outage.isNoticed();
        Calls.isUnavailable(() -> store.artifacts().find(Id.of("a1")));
        outage.line().restore();
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        outage.leavesNoSessions();
    }

    @Test
    void anAnswerThatStopsInItsMiddleIsGivenUpInTime() throws Exception {
        outage.interruptBulkLoad(outage.line()::stall, outage.line()::restore);
    }

    @Test
    void aLineThatIsTooSlowIsAsGoodAsNone() throws Exception {
        var store = outage.store();
        store.ping();
        outage.line().delay(Duration.ofSeconds(3));
        Calls.isUnavailable(() -> store.artifacts().find(Id.of("a1")));
        outage.isNoticed();
        outage.line().restore();
        Eventually.await("what was delayed has passed")
                .until(() -> store.health().isAvailable());
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
    }

    @Test
    void aLineThatIsSlowIsUsed() {
        outage.line().delay(Duration.ofMillis(150));
        for (int i = 0; i < 3; i++) {
            outage.store().artifacts().add(Things.artifact("a" + i));
        }
        assertThat(outage.store().health().isAvailable()).isTrue();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsToldAsUnknownAndIsThere() throws Exception {
        var store = outage.store();
        outage.line().cutAfterCommit();
        Calls.fails(Calls.start(() -> store.artifacts().add(Things.artifact("a1"))), ErrorCode.STORE_OUTCOME_UNKNOWN);
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isPresent());
        assertThat(store.health().isAvailable()).isTrue();
        outage.leavesNoSessions();
    }

    @Test
    void aCommitThatNeverArrivesIsToldAsUnknownAndIsNotThere() throws Exception {
        var store = outage.store();
        outage.line().cutBeforeCommit();
        Calls.fails(Calls.start(() -> store.artifacts().add(Things.artifact("a1"))), ErrorCode.STORE_OUTCOME_UNKNOWN);
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        outage.leavesNoSessions();
    }
}
