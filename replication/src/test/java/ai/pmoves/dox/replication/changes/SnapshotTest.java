package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifactKey;
import static ai.pmoves.dox.testing.embedded.Rows.logKey;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.MemoryHub;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An edge without a usable place in the feed takes a snapshot of the hub. */
class SnapshotTest {
    /** More than come at a time. */
    private static final int MANY = 1_200;

    @RegisterExtension
    private final Devices devices = new Devices();

    private Device device;
    private Store shared;

    @BeforeEach
    void open() {
        device = devices.following();
        shared = devices.shared();
    }

    private void followWithoutAPlace(Device late) {
        Device.advance(late.sync(), devices.hub().direct().sync().role().storeId(), 1);
    }

    @Test
    void withoutAPlaceInTheFeedEverythingComesByASnapshot() {
        shared.artifacts().add(Rows.artifact("a", "one"));
        shared.documents().add(Rows.document("d", "a"));
        Rows.addLogs(shared, "d", MANY);
        var late = devices.device();
        late.store().artifacts().add(Rows.artifact("nowhere else"));
        followWithoutAPlace(late);
        var pullLate = new PullChanges(late.edge());
        assertThat(pullLate.some(late.hub())).isEqualTo(2 + MANY);
        devices.assertSame(late);
        Rows.rename(shared, "a", "two");
        shared.documents().remove(Id.of("d"));
        late.pull(); // by the feed
        devices.assertSame(late);
    }

    @Test
    void anEdgeThatWasAwayForTooLongTakesASnapshotAndKeepsWhatWaits() {
        var store = device.store();
        for (var id : List.of("kept", "changed", "removed")) {
            shared.artifacts().add(Rows.artifact(id, "one"));
        }
        device.pull();
        Rows.rename(shared, "kept", "two");
        shared.artifacts().remove(Id.of("removed"));
        device.offline(() -> {
            Rows.rename(store, "changed", "offline");
            store.artifacts().add(Rows.artifact("made", "offline"));
        });
        assertThat(devices.hub().direct().sync().forgetRemovals(Duration.ZERO)).isEqualTo(1);
        device.pull();
        assertThat(Rows.name(store, "kept")).isEqualTo("two");
        assertThat(Rows.name(store, "removed")).isEqualTo("gone");
        assertThat(Rows.name(store, "changed")).isEqualTo("offline");
        assertThat(Rows.name(store, "made")).isEqualTo("offline");
        device.replicate();
        assertThat(Rows.name(shared, "made")).isEqualTo("offline");
        assertThat(devices.hub().direct().sync().conflictCount()).isZero();
        devices.assertSame(device);
        assertThat(device.sync().deadLetterCount()).isZero();
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void aSnapshotSetsRowsAsideThatAreRefused() {
        shared.documents().add(Rows.document("d", null));
        Rows.addLogs(shared, "d", 30);
        var late = devices.device();
        followWithoutAPlace(late);
        late.embedded().refuse("log_entries", "new.id = 'log-7'");
        late.pull();
        assertThat(late.store().rows().count(StoreTable.LOG_ENTRIES)).isEqualTo(29);
        assertThat(late.sync().deadLetters(10)).singleElement().satisfies(letter -> assertThat(letter.key())
                .isEqualTo(logKey("log-7")));
    }

    @Test
    void anInterruptedSnapshotIsTakenOnceMore() {
        shared.documents().add(Rows.document("d", null));
        Rows.addLogs(shared, "d", 30);
        var late = devices.device();
        followWithoutAPlace(late);
        late.toEdge().after("EdgeSync.takeSnapshot", late.toHub()::cut);
        assertFails(() -> late.pull(), ErrorCode.STORE_UNAVAILABLE);
        late.toHub().restore();
        assertThat(late.sync().place(devices.hub().direct().sync().role().storeId()))
                .isEmpty();
        assertThat(new PullChanges(late.edge()).some(late.hub())).isEqualTo(31);
        devices.assertSame(late);
    }

    @Test
    void whatChangesDuringASnapshotIsNotMissed() {
        for (var id : List.of("changed", "removed", "kept")) {
            shared.artifacts().add(Rows.artifact(id, "one"));
        }
        shared.documents().add(Rows.document("gone with it", "removed"));
        var late = devices.device();
        followWithoutAPlace(late);
        late.toHub()
                .after(
                        "StoreRows.scan",
                        () -> { // of artifacts
                            Rows.rename(shared, "changed", "two");
                            shared.artifacts().remove(Id.of("removed"));
                            shared.artifacts().add(Rows.artifact("added"));
                            shared.documents().add(Rows.document("d", "added"));
                        });
        late.toHub().before("StoreRows.find", () -> Rows.rename(shared, "kept", "two")); // its version was read
        new PullChanges(late.edge()).some(late.hub());
        late.pull();
        devices.assertSame(late);
        var keys = List.of(artifactKey("changed"), artifactKey("kept"), artifactKey("added"));
        assertThat(late.sync().versions(keys))
                .isEqualTo(devices.hub().direct().sync().versions(keys));
        assertThat(late.sync().deadLetterCount()).isZero();
    }

    @Test
    void rowsWithoutARecordedChangeHaveNoVersion() {
        try (var fresh = new MemoryHub();
                var late = new Device(fresh)) {
            fresh.direct().store().artifacts().add(Rows.artifact("a", "one"));
            late.follows();
            late.sync().moveTo(new FeedPlace(fresh.direct().sync().role().storeId(), "at 99")); // of a lost feed
            late.pull();
            assertThat(Rows.name(late.store(), "a")).isEqualTo("one");
            assertThat(late.sync().versions(List.of(artifactKey("a"))).values()).allMatch(Version.NONE::equals);
        }
    }

    @Test
    void aPrimaryTakesNoSnapshot() {
        var leading = devices.device();
        leading.store().artifacts().add(Rows.artifact("a"));
        Device.advance(leading.sync(), leading.id(), 2);
        Device.advance(devices.hub().direct().sync(), leading.id(), 2);
        assertThat(new PullChanges(leading.edge()).some(leading.hub())).isZero();
        assertThat(Rows.artifacts(leading.store())).containsExactly("a");
    }
}
