package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server stands still: connections stay open, new ones are taken, and nothing is answered. */
@Tag("alone")
class FrozenServerIT {
    @RegisterExtension
    static final Outage outage = Outage.direct();

    @Test
    void callsThatComeAsItFreezesFailInTimeAndTheFirstOneAfterwardsWorks() throws Exception {
        var store = outage.store();
        store.artifacts().add(Things.artifact("before"));
        var rows = outage.rows();

        outage.server().freeze();
        var calls = Stream.generate(() -> List.<Runnable>of(
                        () -> store.artifacts().add(Things.artifact("meanwhile")),
                        () -> store.artifacts().find(Id.of("before")),
                        () -> store.chunks().search(Things.words("fox"))))
                .limit(5) // more of them than connections
                .flatMap(List::stream)
                .map(Calls::start)
                .toList();
        for (CompletableFuture<Void> call : calls) {
            Calls.fails(call, ErrorCode.STORE_UNAVAILABLE);
        }
        outage.isNoticed();
        Calls.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));

        outage.server().thaw();
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("before"))).isPresent());
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }

    @Test
    void aLongFreezeMakesTheFirstCallNoSlower() throws Exception {
        var store = outage.store();
        outage.server().freeze();
        outage.isNoticed();
        Calls.areUnavailable(Duration.ofSeconds(3), store::ping);
        outage.server().thaw();
        Calls.works(() -> store.artifacts().add(Things.artifact("after")));
    }

    @Test
    void aUnitOfWorkThatItStopsLeavesNothing() throws Exception {
        var rows = outage.rows();
        var store = outage.store();
        var work = outage.interruptUnitOfWork(
                outage.server()::freeze, () -> store.artifacts().add(Things.artifact("a2")));
        Calls.fails(work, ErrorCode.STORE_UNAVAILABLE);

        outage.server().thaw();
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }

    @Test
    void aCommitThatIsNotAnsweredIsNotToldAsAFailure() throws Exception {
        var store = outage.store();
        var work = outage.interruptUnitOfWork(outage.server()::freeze, () -> {});
        Calls.fails(work, ErrorCode.STORE_OUTCOME_UNKNOWN);

        outage.server().thaw();
        Calls.works(store::ping);
        outage.leavesNoSessions();
    }

    @Test
    void aBulkLoadThatItStopsLeavesNothing() throws Exception {
        outage.interruptBulkLoad(outage.server()::freeze, outage.server()::thaw);
    }
}
