package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.cutover.CutoverOutcome;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.AcceptRestored;
import ai.pmoves.dox.replication.pair.DeviceInfo;
import ai.pmoves.dox.replication.pair.HistoryMarks;
import ai.pmoves.dox.replication.pair.PairHistory;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a store that went back in time is recognised, and how its pair goes on. */
class PairHistoryTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    private static ReplicationCycle rounds(Device device) {
        return new ReplicationCycle(device.edge(), Duration.ofDays(30), rows -> {});
    }

    private Checkpoint markOf(Device device) {
        return devices.hub().direct().sync().checkpoint(device.id()).orElseThrow();
    }

    /** Has the hub remember a mark of the device, as a dump that was restored does. */
    private void remember(Device device, Checkpoint mark) {
        devices.hub()
                .direct()
                .sync()
                .noteDevice(new DeviceReport(device.id(), "laptop", "off", 0, Instant.EPOCH), mark);
    }

    private Optional<Side> wentBack(Device device) {
        return PairHistory.find(device.edge(), device.hub()).map(PairHistory.WentBack::side);
    }

    private Optional<Side> accept(Device device) {
        return new AcceptRestored(device.pair(), PairFixture.journal()).run();
    }

    private void addShared(String id) {
        devices.shared().artifacts().add(Rows.artifact(id));
    }

    @Test
    void storesThatReplicateHaveOneHistory() {
        var device = devices.following();
        assertThat(wentBack(device)).isEmpty();
        var rounds = rounds(device);
        addShared("a");
        rounds.next(device::hub);
        addShared("b");
        rounds.next(device::hub);
        assertThat(wentBack(device)).isEmpty();
        assertThat(accept(device)).isEmpty();
    }

    @Test
    void nothingIsBroughtOverToOrFromAHubThatWentBack() {
        var device = devices.following();
        addShared("a");
        rounds(device).next(device::hub);
        var old = markOf(device);
        addShared("b");
        rounds(device).next(device::hub);
        remember(device, old);
        devices.shared().artifacts().remove(Rows.artifact("b").id());
        device.offline(() -> device.store().artifacts().add(Rows.artifact("mine")));
        assertThat(wentBack(device)).contains(Side.HUB);
        assertFails(() -> rounds(device).next(device::hub), ErrorCode.STORE_WENT_BACK);
        assertThat(device.store().artifacts().find(Rows.artifact("b").id())).isPresent();
        assertThat(devices.shared().artifacts().find(Rows.artifact("mine").id()))
                .isEmpty();

        assertThat(accept(device)).contains(Side.HUB);
        assertThat(wentBack(device)).isEmpty();
        var rounds = rounds(device);
        rounds.next(device::hub);
        rounds.next(device::hub);
        devices.assertSame(device);
        assertThat(devices.shared().artifacts().find(Rows.artifact("mine").id()))
                .isPresent();
    }

    @Test
    void aHubThatKnowsNoMarkAnyMoreWentBack() {
        var device = devices.leading();
        rounds(device).next(device::hub);
        devices.hub().direct().sync().forgetDevice(device.id());
        assertThat(wentBack(device)).contains(Side.HUB);
        assertThat(accept(device)).contains(Side.HUB);
        device.store().artifacts().add(Rows.artifact("a"));
        rounds(device).next(device::hub);
        devices.assertSame(device);
    }

    @Test
    void anEdgeThatWentBackBecomesAnotherDevice() {
        var device = devices.leading();
        rounds(device).next(device::hub);
        var oldId = device.id();
        remember(device, new Checkpoint(markOf(device).number() + 5, "later"));
        device.store().artifacts().add(Rows.artifact("a"));
        assertThat(wentBack(device)).contains(Side.EDGE);
        assertFails(() -> rounds(device).next(device::hub), ErrorCode.STORE_WENT_BACK);

        assertThat(accept(device)).contains(Side.EDGE);
        assertThat(device.id()).isNotEqualTo(oldId);
        assertThat(device.pair().primary()).contains(Side.EDGE);
        assertThat(devices.hub().direct().sync().devices()).isEmpty();
        device.store().artifacts().add(Rows.artifact("b"));
        rounds(device).next(device::hub);
        devices.assertSame(device);
        assertThat(wentBack(device)).isEmpty();
    }

    @Test
    void aMarkWhoseAnswerWasLostIsOfOneHistory() {
        var device = devices.leading();
        var marks = new HistoryMarks(device.edge(), DeviceInfo.UNKNOWN);
        marks.leave(device.hub());
        var hubId = device.hub().sync().role().storeId();
        var begun = new Checkpoint(markOf(device).number() + 1, "begun");
        device.sync().beginCheckpoint(hubId, begun);
        assertThat(wentBack(device)).isEmpty();
        remember(device, begun);
        assertThat(wentBack(device)).isEmpty();
        marks.leave(device.hub());
        assertThat(markOf(device).number()).isEqualTo(begun.number() + 1);
        assertThat(wentBack(device)).isEmpty();
    }

    @Test
    void aPrimaryThatWentBackTakesNoWritesAndOneOfAHubThatDidGoesOn() {
        var device = devices.leading();
        rounds(device).next(device::hub);
        var mark = markOf(device);
        try (var pair = PairFixture.open(device, PairOptions.plain(false))) {
            remember(device, new Checkpoint(mark.number() + 1, "later"));
            pair.refresh();
            assertFails(() -> pair.artifacts().add(Rows.artifact("a")), ErrorCode.STORE_WENT_BACK);
            assertThat(pair.writeRefusal()).isPresent();
        }
        devices.hub().direct().sync().forgetDevice(device.id());
        try (var pair = PairFixture.open(device, PairOptions.plain(false))) {
            pair.artifacts().add(Rows.artifact("a"));
            assertThat(pair.writeRefusal()).isEmpty();
            assertThat(pair.status().hubProblem().orElseThrow().text()).contains("went back in time");
        }
    }

    @Test
    void aStoreThatWentBackDoesNotBecomeThePrimary() {
        var device = devices.leading();
        rounds(device).next(device::hub);
        devices.hub().direct().sync().forgetDevice(device.id());
        var cutover = new Cutover(device.pair(), PairFixture.journal(), CutoverOptions.DEFAULT);
        for (var outcome : java.util.List.of(
                cutover.dryRun(Side.HUB, CutoverProgress.NONE), cutover.to(Side.HUB, CutoverProgress.NONE))) {
            assertThat(((CutoverOutcome.Refused) outcome).reasons())
                    .singleElement()
                    .asString()
                    .contains("store.went-back");
        }
    }
}
