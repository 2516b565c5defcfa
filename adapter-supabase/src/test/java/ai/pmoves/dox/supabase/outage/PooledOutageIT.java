package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pooler is there, and the server behind it is not. */
class PooledOutageIT {
    private OwnPostgresServer server;
    private PgBouncer pooler;
    private Outage outage;

    @BeforeEach
    void start() {
        server = PostgresServer.startOwn();
        pooler = PgBouncer.before(server);
        outage = Outage.on(server, pooler::url);
    }

    @AfterEach
    void close() {
        outage.close();
        pooler.close();
        server.close();
    }

    @Test
    void callsFailInTimeWhileTheServerIsDeadAndWorkOnceThePoolerReachesIt() throws Exception {
        var store = outage.store();
        store.artifacts().add(Things.artifact("before"));
        var rows = outage.rows();
        server.kill();
        Outage.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));
        outage.isNoticed();
        Outage.isUnavailable(() -> store.artifacts().find(Id.of("before")));

        server.start();
        Outage.await("the pooler reaches it", () -> store.health().isAvailable());
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("before"))).isPresent());
        assertThat(outage.rows()).isEqualTo(rows);
    }

    @Test
    void callsFailInTimeWhileTheServerIsFrozen() throws Exception {
        var store = outage.store();
        var rows = outage.rows();
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
        Outage.isUnavailable(store::ping);

        server.thaw();
        Outage.await("the pooler reaches it", () -> store.health().isAvailable());
        Outage.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        assertThat(outage.rows()).isEqualTo(rows);
    }
}
