package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server dies, or is stopped, and starts again. */
class KilledServerIT {
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
        outage.close();
        server.start();
    }

    @Test
    void whileItIsDeadCallsFailAtOnceAndTheFirstOneAfterwardsWorks() throws Exception {
        var store = outage.store();
        store.artifacts().add(Things.artifact("before"));
        var rows = outage.rows();

        server.kill();
        Outage.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));
        outage.isNoticed();
        Outage.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));
        Outage.isUnavailable(() -> store.artifacts().find(Id.of("before")));
        Outage.isUnavailable(() -> store.chunks().search(Things.words("fox")));

        server.start();
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("before"))).isPresent());
        assertThat(outage.rows()).isEqualTo(rows);
        assertThat(store.health().isAvailable()).isTrue();
        outage.leavesNoSessions();
    }

    @Test
    void aLongOutageMakesTheFirstCallNoSlower() throws Exception {
        var store = outage.store();
        server.kill();
        Outage.isUnavailable(store::ping);
        Thread.sleep(7_000); // a pool that waits longer after each failure would now wait for seconds
        server.start();
        Outage.works(() -> store.artifacts().add(Things.artifact("after")));
    }

    @Test
    void aReadOnAConnectionThatWasLostUnseenIsRepeatedOnAnother() throws Exception {
        var store = outage.store();
        for (int i = 0; i < 5; i++) {
            store.ping();
            outage.run(Outage.END_SESSIONS);
            Outage.works(store::ping);
            Outage.works(() -> store.artifacts().list(PageRequest.first(1)));
        }
        Outage.works(() -> store.artifacts().add(Things.artifact("after")));
        outage.leavesNoSessions();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aUnitOfWorkThatItInterruptsLeavesNothing(boolean crash) throws Exception {
        var rows = outage.rows();
        var store = outage.store();
        var begun = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        var work = Outage.start(() -> store.unitOfWork().run(() -> {
            store.artifacts().add(Things.artifact("a1"));
            store.chunks().put(List.of(Things.chunk("c1", "brown fox")));
            begun.countDown();
            Outage.await(killed);
            store.artifacts().add(Things.artifact("a2"));
        }));
        Outage.await(begun);
        if (crash) {
            server.kill();
        } else {
            server.stop();
        }
        killed.countDown();
        Outage.fails(work, ErrorCode.STORE_UNAVAILABLE);

        server.start();
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }

    @Test
    void aBulkLoadThatItInterruptsLeavesNothing() throws Exception {
        var rows = outage.rows();
        var bulk = Things.bulk();
        var load = Outage.start(() -> outage.store().chunks().put(bulk));
        outage.awaitCopy();
        server.kill();
        Outage.fails(load, ErrorCode.STORE_UNAVAILABLE);

        server.start();
        Outage.works(() ->
                assertThat(outage.store().chunks().search(Things.words("fox"))).isEmpty());
        assertThat(outage.rows()).isEqualTo(rows);
        outage.leavesNoSessions();
    }

    @Test
    void aRebuildThatItInterruptsLeavesTheOldGenerationServing() throws Exception {
        var store = outage.store();
        store.chunks().put(List.of(Things.chunk("c1", "brown fox")));
        var reached = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        var rebuild = Outage.start(() -> store.chunks().rebuild(sink -> {
            for (int i = 0; i < 6_000; i++) {
                sink.accept(Things.chunk("n" + i, "new fox " + i));
            }
            reached.countDown();
            Outage.await(killed);
            sink.accept(Things.chunk("last", "last fox"));
        }));
        Outage.await(reached);
        server.kill();
        killed.countDown();
        Outage.fails(rebuild, ErrorCode.STORE_UNAVAILABLE);

        server.start();
        Outage.works(() -> assertThat(store.chunks().search(Things.words("fox")))
                .extracting(hit -> hit.chunk().id().value())
                .containsExactly("c1"));
        assertThat(store.chunks().rebuild(sink -> sink.accept(Things.chunk("c1", "brown fox"))))
                .isEqualTo(1);
        outage.leavesNoSessions();
    }
}
