package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifactKey;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is done in a piece of the replication, and what is left for the next one. */
class ReplicationCycleTest {
    private static final Duration KEEP = Duration.ofDays(30);

    @RegisterExtension
    private final Devices devices = new Devices();

    private final List<Long> moved = new ArrayList<>();

    private ReplicationCycle rounds(Device device, Duration keepRemovals) {
        return new ReplicationCycle(device.edge(), keepRemovals, moved::add);
    }

    private static Hub nobody() {
        throw new AssertionError("the hub was asked for");
    }

    @Test
    void aStoreInNoPairIsLeftAlone() {
        var device = devices.device();
        device.store().artifacts().add(Rows.artifact("a"));
        assertThat(rounds(device, KEEP).next(ReplicationCycleTest::nobody)).isFalse();
    }

    @Test
    void whereNothingWaitsAPrimaryDoesNotAskTheHubEachTime() {
        var device = devices.leading();
        var rounds = rounds(device, KEEP);
        assertThat(rounds.next(device::hub)).isFalse(); // the first time it does
        assertThat(rounds.next(ReplicationCycleTest::nobody)).isFalse();
        rounds.hurry();
        device.toHub().cut();
        assertFails(() -> rounds.next(device::hub), ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void afterAFewRowsTheNextPieceMayWaitAndAfterManyItFollowsAtOnce() {
        var device = devices.leading();
        var rounds = rounds(device, KEEP);
        device.store().documents().add(Rows.document("d", null));
        assertThat(rounds.next(device::hub)).isFalse();
        Rows.addLogs(device.store(), "d", 200);
        assertThat(rounds.next(device::hub)).isTrue();
        assertThat(moved.stream().mapToLong(Long::longValue).sum()).isEqualTo(201);
        devices.assertSame(device);
    }

    @Test
    void whatIsSentAndWhatComesGoInOnePiece() {
        var device = devices.following();
        device.offline(() -> device.store().artifacts().add(Rows.artifact("mine")));
        devices.shared().artifacts().add(Rows.artifact("theirs"));
        rounds(device, KEEP).next(device::hub);
        devices.assertSame(device);
        assertThat(moved).containsExactly(1L, 1L);
    }

    @Test
    void whatComesIsTakenAlsoWhereTheHubTakesNothing() {
        var device = devices.following();
        device.offline(() -> device.store().artifacts().add(Rows.artifact("mine")));
        devices.shared().artifacts().add(Rows.artifact("theirs"));
        var rounds = rounds(device, KEEP);
        device.toHub().before("HubSync.receive", () -> {
            throw new ai.pmoves.dox.domain.error.DoxException(ErrorCode.STORE_NOT_PRIMARY, "not just now");
        });
        assertFails(() -> rounds.next(device::hub), ErrorCode.STORE_NOT_PRIMARY);
        assertThat(Rows.exists(device.store(), artifactKey("theirs").table(), "theirs"))
                .isTrue();
        rounds.next(device::hub);
        devices.assertSame(device);
    }

    @Test
    void oldRemovalsAreForgottenOnceAllOfThemAreTaken() {
        var device = devices.following();
        devices.shared().artifacts().add(Rows.artifact("a"));
        device.pull();
        devices.shared().artifacts().remove(Id.of("a"));
        var rounds = rounds(device, Duration.ZERO);
        rounds.next(device::hub); // takes the removal
        assertThat(versionsOf(device, artifactKey("a"))).isEqualTo(2);
        rounds.hurry();
        rounds.next(device::hub); // finds nothing more
        assertThat(versionsOf(device, artifactKey("a"))).isZero();
    }

    private int versionsOf(Device device, RowKey key) {
        return device.sync().versions(List.of(key)).size()
                + devices.hub().direct().sync().versions(List.of(key)).size();
    }

    @Test
    void removalsAreNotForgottenEachTime() {
        var device = devices.following();
        var rounds = rounds(device, Duration.ZERO);
        rounds.next(device::hub);
        devices.shared().artifacts().add(Rows.artifact("a"));
        devices.shared().artifacts().remove(Id.of("a"));
        for (int i = 0; i < 3; i++) {
            rounds.hurry();
            rounds.next(device::hub);
        }
        assertThat(versionsOf(device, artifactKey("a"))).isEqualTo(2);
    }

    @Test
    void removalsThatWaitAreKept() {
        var device = devices.following();
        devices.shared().artifacts().add(Rows.artifact("a"));
        device.pull();
        device.offline(() -> device.store().artifacts().remove(Id.of("a")));
        assertThat(device.sync().forgetRemovals(Duration.ZERO)).isZero();
        device.push();
        assertThat(Rows.artifacts(devices.shared())).isEmpty();
    }
}
