package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server stands still: connections stay open, new ones are taken, and nothing is answered. */
class FrozenServerIT {
    private static OwnPostgresServer server;

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
        outage = Outage.on(server);
    }

    @AfterEach
    void close() {
        server.thaw();
        outage.close();
    }

    @Test
    void callsThatComeAsItFreezesFailInTimeAndTheFirstOneAfterwardsWorks() throws Exception {
        var store = outage.store();
        store.artifacts().add(Things.artifact("before"));
        var rows = outage.rows();

        server.freeze();
        var calls = Stream.generate(() -> List.<Runnable>of(
                        () -> store.artifacts().add(Things.artifact("meanwhile")),
                        () -> store.artifacts().find(Id.of("before")),
                        () -> store.chunks().search(Things.words("fox"))))
                .limit(5) // more of them than connections
                .flatMap(List::stream)
                .map(Outage::start)
                .toList();
        for (CompletableFuture<Void> call : calls) {
            Outage.fails(call, ErrorCode.STORE_UNAVAILABLE);
        }
        outage.isNoticed();
        Outage.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));

        server.thaw();
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("before"))).isPresent());
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }

    @Test
    void aLongFreezeMakesTheFirstCallNoSlower() throws Exception {
        var store = outage.store();
        server.freeze();
        outage.isNoticed();
        Thread.sleep(7_000);
        server.thaw();
        Outage.works(() -> store.artifacts().add(Things.artifact("after")));
    }

    @Test
    void aUnitOfWorkThatItStopsLeavesNothing() throws Exception {
        var rows = outage.rows();
        var store = outage.store();
        var begun = new CountDownLatch(1);
        var frozen = new CountDownLatch(1);
        var work = Outage.start(() -> store.unitOfWork().run(() -> {
            store.artifacts().add(Things.artifact("a1"));
            begun.countDown();
            Outage.await(frozen);
            store.artifacts().add(Things.artifact("a2"));
        }));
        Outage.await(begun);
        server.freeze();
        frozen.countDown();
        Outage.fails(work, ErrorCode.STORE_UNAVAILABLE);

        server.thaw();
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }

    @Test
    void aCommitThatIsNotAnsweredIsNotToldAsAFailure() throws Exception {
        var store = outage.store();
        var begun = new CountDownLatch(1);
        var frozen = new CountDownLatch(1);
        var work = Outage.start(() -> store.unitOfWork().run(() -> {
            store.artifacts().add(Things.artifact("a1"));
            begun.countDown();
            Outage.await(frozen);
        }));
        Outage.await(begun);
        server.freeze();
        frozen.countDown();
        Outage.fails(work, ErrorCode.STORE_OUTCOME_UNKNOWN);

        server.thaw();
        Outage.works(store::ping);
        outage.leavesNoSessions();
    }

    @Test
    void aBulkLoadThatItStopsLeavesNothing() throws Exception {
        var rows = outage.rows();
        var bulk = Things.bulk();
        var load = Outage.start(() -> outage.store().chunks().put(bulk));
        outage.awaitCopy();
        server.freeze();
        Outage.fails(load, ErrorCode.STORE_UNAVAILABLE);

        server.thaw();
        Outage.works(() ->
                assertThat(outage.store().chunks().search(Things.words("fox"))).isEmpty());
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }
}
