package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.testing.postgres.Eventually;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pooler is there, and the server behind it is not. */
@Tag("alone")
class PooledOutageIT {
    @RegisterExtension
    static final Outage outage = Outage.throughPooler();

    @Test
    void callsFailInTimeWhileTheServerIsDeadAndWorkOnceThePoolerReachesIt() throws Exception {
        var store = outage.store();
        store.artifacts().add(Things.artifact("before"));
        var rows = outage.rows();
        outage.server().kill();
        Calls.isUnavailable(() -> store.artifacts().add(Things.artifact("meanwhile")));
        outage.isNoticed();
        Calls.isUnavailable(() -> store.artifacts().find(Id.of("before")));

        outage.server().start();
        Eventually.await("the pooler reaches it").until(() -> store.health().isAvailable());
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("before"))).isPresent());
        assertThat(outage.rows()).isEqualTo(rows);
    }

    @Test
    void callsFailInTimeWhileTheServerIsFrozen() throws Exception {
        var store = outage.store();
        var rows = outage.rows();
        var work = outage.interruptUnitOfWork(
                outage.server()::freeze, () -> store.artifacts().add(Things.artifact("a2")));
        Calls.fails(work, ErrorCode.STORE_UNAVAILABLE);
        Calls.isUnavailable(store::ping);

        outage.server().thaw();
        Eventually.await("the pooler reaches it").until(() -> store.health().isAvailable());
        Calls.works(() -> assertThat(store.artifacts().find(Id.of("a1"))).isEmpty());
        assertThat(outage.rows()).isEqualTo(rows);
    }
}
