package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server dies, or is stopped, and starts again. */
@Tag("alone")
class KilledServerIT {
    @RegisterExtension
    static final Outage outage = Outage.direct();

    @Test
    void whileItIsDeadCallsFailAtOnceAndTheFirstOneAfterwardsWorks() throws Exception {
        var store = outage.store();
        store.artifacts().add(Things.artifact("before"));
        var rows = outage.rows();

        outage.server().kill();
        Calls.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));
        outage.isNoticed();
        Calls.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));
        Calls.isUnavailable(() -> store.artifacts().find(Id.of("before")));
        Calls.isUnavailable(() -> store.chunks().search(Things.words("fox")));

        outage.server().start();
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("before"))).isPresent());
        assertThat(outage.rows()).isEqualTo(rows);
        assertThat(store.health().isAvailable()).isTrue();
        outage.leavesNoSessions();
    }

    @Test
    void aLongOutageMakesTheFirstCallNoSlower() throws Exception {
        var store = outage.store();
        outage.server().kill();
        // a pool that waits twice as long after each failure would wait for two more seconds then
        Calls.areUnavailable(Duration.ofSeconds(3), store::ping);
        outage.server().start();
        Calls.works(() -> store.artifacts().add(Things.artifact("after")));
    }

    @Test
    void aReadOnAConnectionThatWasLostUnseenIsRepeatedOnAnother() throws Exception {
        var store = outage.store();
        for (int i = 0; i < 5; i++) {
            store.ping();
            outage.run(Outage.END_SESSIONS);
            Calls.works(store::ping);
            Calls.works(() -> store.artifacts().list(PageRequest.first(1)));
        }
        Calls.works(() -> store.artifacts().add(Things.artifact("after")));
        outage.leavesNoSessions();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aUnitOfWorkThatItInterruptsLeavesNothing(boolean crash) throws Exception {
        var rows = outage.rows();
        var store = outage.store();
        var work = outage.interruptUnitOfWork(
                crash ? outage.server()::kill : outage.server()::stop,
                () -> store.artifacts().add(Things.artifact("a2")));
        Calls.fails(work, ErrorCode.STORE_UNAVAILABLE);

        outage.server().start();
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }

    @Test
    void aBulkLoadThatItInterruptsLeavesNothing() throws Exception {
        outage.interruptBulkLoad(outage.server()::kill, outage.server()::start);
    }

    @Test
    void aRebuildThatItInterruptsLeavesTheOldGenerationServing() throws Exception {
        var store = outage.store();
        store.chunks().put(List.of(Things.chunk("c1", "brown fox")));
        var reached = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        var rebuild = Calls.start(() -> store.chunks().rebuild(sink -> {
            for (int i = 0; i < 6_000; i++) {
                sink.accept(Things.chunk("n" + i, "new fox " + i));
            }
            reached.countDown();
            Calls.await(killed);
            sink.accept(Things.chunk("last", "last fox"));
        }));
        Calls.await(reached);
        outage.server().kill();
        killed.countDown();
        Calls.fails(rebuild, ErrorCode.STORE_UNAVAILABLE);

        outage.server().start();
        Calls.works(() -> assertThat(store.chunks().search(Things.words("fox")))
                .extracting(hit -> hit.chunk().id().value())
                .containsExactly("c1"));
        assertThat(store.chunks().rebuild(sink -> sink.accept(Things.chunk("c1", "brown fox"))))
                .isEqualTo(1);
        outage.leavesNoSessions();
    }
}
