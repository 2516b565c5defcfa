package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.replication.support.Cutovers.add;
import static ai.pmoves.dox.replication.support.Cutovers.rename;
import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.support.Cutovers;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that somebody read to bring them over, and brings only after the stores have changed places, do no harm. */
class LateDeliveryTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    private HubSync hubSync;

    @BeforeEach
    void open() {
        hubSync = devices.hub().direct().sync();
    }

    private static void change(Device device, Side next) {
        assertThat(Cutovers.to(device, next)).isInstanceOf(Switched.class);
    }

    private String nameAt(Device device, Side side) {
        return Rows.name(device.direct().store(side), "a");
    }

    @Test
    void whatWasReadBeforeTheSharedStoreBecameThePrimary() {
        var device = devices.leading();
        add(device, "a");
        device.replicate();
        rename(device, "a", "one");
        var sender = device.sync().role();
        var onItsWay = device.sync().unsent(10);
        change(device, Side.HUB);
        rename(device, "a", "two");

        assertFails(() -> hubSync.receive(sender, onItsWay), ErrorCode.STORE_NOT_PRIMARY);

        assertThat(nameAt(device, Side.HUB)).isEqualTo("two");
        assertThat(hubSync.conflictCount()).isZero();
        device.replicate();
        assertThat(nameAt(device, Side.EDGE)).isEqualTo("two");
    }

    /** Also where the edge is the primary once more: it is not the same epoch. */
    @Test
    void whatWasReadBeforeTheStoresChangedPlacesTwice() {
        var device = devices.leading();
        add(device, "a");
        var sender = device.sync().role();
        var onItsWay = device.sync().unsent(10);
        change(device, Side.HUB);
        rename(device, "a", "two");
        change(device, Side.EDGE);
        assertFails(() -> hubSync.receive(sender, onItsWay), ErrorCode.STORE_NOT_PRIMARY);
        assertThat(hubSync.receive(device.sync().role(), onItsWay)).hasSize(1); // read now, and the same
        assertThat(nameAt(device, Side.HUB)).isEqualTo("two");
        assertThat(hubSync.conflictCount()).isZero();
    }

    @Test
    void whatWasTakenBeforeTheEmbeddedStoreBecameThePrimary() {
        var device = devices.following();
        add(device, "a");
        device.replicate();
        rename(device, "a", "one");
        var place = device.sync().place(hubSync.role().storeId()).orElseThrow();
        var onItsWay = hubSync.feed(place.cursor(), device.id(), 10).orElseThrow();
        assertThat(onItsWay.changes()).hasSize(1);
        change(device, Side.EDGE);
        rename(device, "a", "two");
        device.replicate();

        device.sync().take(onItsWay.changes(), new FeedPlace(place.hubId(), onItsWay.cursor()));

        assertThat(nameAt(device, Side.EDGE)).isEqualTo("two");
        device.replicate();
        assertThat(nameAt(device, Side.HUB)).isEqualTo("two");
        devices.assertSame(device);
    }

    @Test
    void aRemovalThatComesLateDoesNotRemoveTheRowThatWasMadeAgain() {
        var device = devices.leading();
        add(device, "a");
        device.replicate();
        device.store().artifacts().remove(Id.of("a"));
        var removal = device.sync().unsent(10);
        device.replicate();
        device.store().artifacts().add(Rows.artifact("a", "made again"));
        device.replicate();
        hubSync.receive(device.sync().role(), removal);
        assertThat(nameAt(device, Side.HUB)).isEqualTo("made again");
        assertThat(hubSync.conflictCount()).isZero();
    }

    /** While a row is changed faster than it is sent, each version is made of the one before. */
    @Test
    void aRowThatChangesWhileItIsSentMeetsNobody() {
        var device = devices.leading();
        add(device, "a");
        var role = device.sync().role();
        var first = device.sync().unsent(10);
        hubSync.receive(role, first);
        rename(device, "a", "one");
        device.sync().acknowledge(first);
        var second = device.sync().unsent(10);
        hubSync.receive(role, second);

        hubSync.receive(role, first); // once more, and late

        device.sync().acknowledge(second);
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        assertThat(nameAt(device, Side.HUB)).isEqualTo("one");
        assertThat(hubSync.conflictCount()).isZero();
    }

    @Test
    void anAcknowledgementThatComesLateForgetsNoLaterChange() {
        var device = devices.leading();
        add(device, "a");
        var first = device.sync().unsent(10);
        device.push();
        rename(device, "a", "one");
        device.sync().acknowledge(first); // once more, and late
        assertThat(device.sync().unsent(10)).hasSize(1);
        device.push();
        devices.assertSame(device);
    }

    /** Another process has taken all, though it is not its turn. */
    private void changeMeanwhile(Device device, Runnable work) {
        device.replicate();
        change(device, Side.EDGE);
        work.run();
        device.replicate();
    }

    @Test
    void aSnapshotThatWasReadBeforeTheEmbeddedStoreBecameThePrimary() {
        var device = devices.device();
        add(devices.following(), "a");
        Device.advance(device.sync(), hubSync.role().storeId(), 1);
        device.toHub().after("StoreRows.find", () -> changeMeanwhile(device, () -> rename(device, "a", "two")));
        assertFails(
                () -> new PullChanges(device.edge()).some(device.hub()),
                ErrorCode.STORE_BUSY,
                "changed places while a snapshot was taken");
        assertThat(nameAt(device, Side.EDGE)).isEqualTo("two");
        devices.assertSame(device);
        assertThat(device.sync().deadLetterCount()).isZero();
    }

    /** What was added since is not in the keys of the snapshot. */
    @Test
    void aSnapshotThatEndsAfterTheEmbeddedStoreBecameThePrimaryRemovesNothing() {
        var device = devices.device();
        add(devices.following(), "a");
        Device.advance(device.sync(), hubSync.role().storeId(), 1);
        int tables = StoreTable.values().length;
        device.toHub().after("StoreRows.scan", tables - 1, () -> changeMeanwhile(device, () -> add(device, "b")));
        assertFails(() -> new PullChanges(device.edge()).some(device.hub()), ErrorCode.STORE_BUSY);
        assertThat(Rows.artifacts(device.store())).containsExactly("a", "b");
        devices.assertSame(device);
    }
}
