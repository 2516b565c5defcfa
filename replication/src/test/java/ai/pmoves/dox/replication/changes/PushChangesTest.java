package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifactKey;
import static ai.pmoves.dox.testing.embedded.Rows.documentKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import ai.pmoves.dox.testing.embedded.Vectors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What changes in an edge arrives at its hub, whatever happens on the way. */
class PushChangesTest {
    /** More than go at a time. */
    private static final int MANY = 1_200;

    @RegisterExtension
    private final Devices devices = new Devices();

    private Device device;
    private Store store;
    private HubSync hubSync;

    @BeforeEach
    void open() {
        device = devices.leading();
        store = device.store();
        hubSync = devices.hub().direct().sync();
    }

    private List<RowKey> setAside() {
        return device.sync().deadLetters(MANY).stream().map(DeadLetter::key).toList();
    }

    private void assertAllIsSent() {
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        assertThat(setAside()).isEmpty();
        devices.assertSame(device);
        assertThat(hubSync.conflictCount()).isZero();
    }

    @Test
    void moreThanGoesAtATimeArrivesInItsOrder() {
        store.documents().add(Rows.document("d", null));
        Rows.addLogs(store, "d", MANY);
        assertThat(new PushChanges(device.edge()).some(device.hub())).isEqualTo(1_000);
        device.push();
        assertAllIsSent(); // their places in lists, too
    }

    @Test
    void severalChangesOfARowArriveAsItsLastState() {
        store.artifacts().add(Rows.artifact("a", "one"));
        Rows.rename(store, "a", "two");
        Rows.rename(store, "a", "three");
        assertThat(new PushChanges(device.edge()).some(device.hub())).isEqualTo(1);
        assertThat(Rows.name(devices.shared(), "a")).isEqualTo("three");
        assertAllIsSent();
    }

    @Test
    void whereNothingWaitsTheHubIsNotAsked() {
        device.toHub().cut();
        assertThat(new PushChanges(device.edge()).some(device.hub())).isZero();
    }

    @Test
    void removalsTakeTheirChildrenAlongWithoutAConflict() {
        store.artifacts().add(Rows.artifact("a"));
        store.documents().add(Rows.document("d", "a"));
        Rows.addLogs(store, "d", 30);
        device.push();
        store.artifacts().remove(Id.of("a"));
        device.push();
        assertThat(devices.shared().rows().count(StoreTable.LOG_ENTRIES)).isZero();
        assertAllIsSent();
    }

    @Test
    void aRowThatIsMadeAndRemovedBeforeItIsSentLeavesNothing() {
        store.artifacts().add(Rows.artifact("a"));
        store.documents().add(Rows.document("d", "a"));
        store.artifacts().remove(Id.of("a"));
        device.push();
        assertThat(devices.shared().rows().count(StoreTable.ARTIFACTS)).isZero();
        assertAllIsSent();
    }

    @Test
    void parentsThatTheHubHasNeverSeenGoAlong() {
        var late = devices.device();
        late.store().artifacts().add(Rows.artifact("a"));
        late.store().documents().add(Rows.document("d", "a"));
        late.leads();
        late.store().tags().addAll(List.of(Rows.tag("t", "d")));
        assertThat(new PushChanges(late.edge()).some(late.hub())).isEqualTo(1);
        devices.assertSame(late);
        assertThat(late.sync().unsentBacklog().isEmpty()).isTrue();
        assertThat(hubSync.versions(List.of(artifactKey("a"))))
                .containsEntry(artifactKey("a"), new Version(1, late.id())); // known to both from now on
    }

    @Test
    void aParentThatChangesWhileItIsBroughtAlongIsNotNewerThanItsVersion() {
        var late = devices.device();
        late.store().documents().add(Rows.document("d", null));
        late.leads();
        late.store().tags().addAll(List.of(Rows.tag("t", "d")));
        late.toEdge().before("StoreRows.find", () -> {}); // that finds out that it is not watched yet
        late.toEdge().before("StoreRows.find", () -> Rows.retitle(late.store(), "d", "two")); // its version was read
        new PushChanges(late.edge()).some(late.hub());
        var arrived = devices.shared().documents().find(Id.of("d")).orElseThrow();
        assertThat(arrived.title()).isEqualTo("two");
        assertThat(hubSync.versions(List.of(documentKey("d"))))
                .isEqualTo(late.sync().versions(List.of(documentKey("d"))));
        late.push();
        devices.assertSame(late);
        assertThat(hubSync.conflictCount()).isZero();
    }

    @Test
    void whatWaitsWhileTheLineIsCutArrivesAfterwards() {
        store.artifacts().add(Rows.artifact("a"));
        device.toHub().cut();
        assertFails(() -> device.push(), ErrorCode.STORE_UNAVAILABLE);
        store.artifacts().add(Rows.artifact("b"));
        assertThat(device.sync().unsentBacklog().rows()).isEqualTo(2);
        device.toHub().restore();
        device.push();
        assertAllIsSent();
    }

    @Test
    void whatMayHaveBeenCommittedIsSentAgainAndIsThereOnce() {
        for (int i = 0; i < 4; i++) {
            store.artifacts().add(Rows.artifact("a" + i));
            if (i % 2 == 0) {
                device.toHub().cutAfterCommit();
            } else {
                device.toHub().cutBeforeCommit();
            }
            assertFails(() -> device.push(), ErrorCode.STORE_OUTCOME_UNKNOWN);
            device.toHub().restore();
            device.push();
            assertAllIsSent();
        }
    }

    @Test
    void aChangeThatFollowsOneWhoseAnswerWasLostMakesNoConflict() {
        store.artifacts().add(Rows.artifact("a", "one"));
        device.toHub().cutAfterCommit();
        assertFails(() -> device.push(), ErrorCode.STORE_OUTCOME_UNKNOWN);
        Rows.rename(store, "a", "two");
        device.toHub().restore();
        device.push();
        assertThat(Rows.name(devices.shared(), "a")).isEqualTo("two");
        assertAllIsSent();
    }

    @Test
    void aRowThatChangesWhileItIsSentMakesNoConflict() {
        store.artifacts().add(Rows.artifact("a", "one"));
        device.toHub().after("HubSync.receive", () -> Rows.rename(store, "a", "two"));
        new PushChanges(device.edge()).some(device.hub());
        assertThat(device.sync().unsentBacklog().rows()).isEqualTo(1);
        device.push();
        assertThat(Rows.name(devices.shared(), "a")).isEqualTo("two");
        assertAllIsSent();
    }

    @Test
    void aRowThatChangesBeforeEachAnswerArrivesIsBroughtOverInTheEnd() {
        store.artifacts().add(Rows.artifact("a", "change 0"));
        for (int i = 1; i <= 5; i++) {
            var name = "change " + i;
            device.toHub().after("HubSync.receive", () -> Rows.rename(store, "a", name));
        }
        device.push();
        assertThat(Rows.name(devices.shared(), "a")).isEqualTo("change 5");
        assertAllIsSent();
    }

    @Test
    void aRowThatIsRemovedWhileItIsSentIsRemovedInTheEnd() {
        store.documents().add(Rows.document("d", null));
        Rows.addLogs(store, "d", 3);
        device.toHub().after("HubSync.receive", () -> store.documents().remove(Id.of("d")));
        device.push();
        assertThat(devices.shared().rows().count(StoreTable.LOG_ENTRIES)).isZero();
        assertAllIsSent();
    }

    @Test
    void twoProcessesMaySendTheSameAtOnce() {
        store.documents().add(Rows.document("d", null));
        Rows.addLogs(store, "d", 3);
        device.toHub().before("HubSync.receive", () -> {
            Rows.retitle(store, "d", "changed meanwhile");
            new PushChanges(device.openEdge()).some(device.openHub());
        });
        device.push(); // what was read first comes after what is newer
        assertThat(devices.shared().documents().find(Id.of("d")).orElseThrow().title())
                .isEqualTo("changed meanwhile");
        assertAllIsSent();
    }

    @Test
    void whatArrivesAgainAfterLaterChangesChangesNothing() {
        store.documents().add(Rows.document("d", null));
        store.tags().addAll(List.of(Rows.tag("t", "d")));
        store.artifacts().add(Rows.artifact("a", "one"));
        var sent = device.sync().unsent(10);
        device.push();
        Rows.rename(store, "a", "two");
        store.documents().remove(Id.of("d"));
        device.push();
        assertThat(hubSync.receive(device.sync().role(), sent)).allMatch(receipt -> receipt.outcome() == Outcome.TAKEN);
        assertAllIsSent();
    }

    @Test
    void aHubThatWasClosedSetsNothingAside() {
        store.artifacts().add(Rows.artifact("a"));
        device.hub().store().close();
        assertThatThrownBy(() -> device.push()).isInstanceOf(IllegalStateException.class);
        assertThat(setAside()).isEmpty();
        assertThat(device.sync().unsentBacklog().rows()).isEqualTo(1);
    }

    @Test
    void anEdgeThatIsNotThePrimaryAnyMoreKeepsWhatWaits() {
        store.documents().add(Rows.document("d", null));
        devices.leading(); // another one
        assertFails(() -> device.push(), ErrorCode.STORE_NOT_PRIMARY, "takes no changes of the store");
        assertThat(setAside()).isEmpty();
        assertThat(device.sync().unsent(10)).singleElement().satisfies(change -> assertThat(change.key())
                .isEqualTo(documentKey("d")));
    }

    @Test
    void whatWasReadBeforeTheStoresChangedPlacesIsNotTaken() {
        store.artifacts().add(Rows.artifact("a", "one"));
        device.push();
        Rows.rename(store, "a", "two");
        device.toHub().before("HubSync.receive", () -> {
            new PushChanges(device.openEdge()).some(device.openHub());
            var hubId = hubSync.role().storeId();
            Device.advance(device.sync(), hubId, 9);
            Device.advance(hubSync, hubId, 9);
            Rows.rename(devices.shared(), "a", "by the hub");
        });
        assertFails(() -> device.push(), ErrorCode.STORE_NOT_PRIMARY);
        assertThat(Rows.name(devices.shared(), "a")).isEqualTo("by the hub");
        assertThat(hubSync.conflictCount()).isZero();
        device.replicate();
        assertThat(Rows.name(store, "a")).isEqualTo("by the hub");
        assertAllIsSent();
    }

    @Test
    void aLineThatIsTooSlowForManyRowsGetsFewer() {
        store.documents().add(Rows.document("d", null));
        Rows.addLogs(store, "d", MANY);
        var sizes = new ArrayList<Integer>();
        device.toHub().watch((call, args) -> {
            if (call.equals("HubSync.receive") && args.get(1) instanceof List<?> changes) {
                sizes.add(changes.size());
                if (changes.size() > 300) {
                    throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "too slow");
                }
            }
        });
        var push = new PushChanges(device.edge());
        for (int i = 0; i < 2; i++) {
            assertFails(() -> push.some(device.hub()), ErrorCode.STORE_UNAVAILABLE, "too slow");
        }
        assertThat(push.some(device.hub())).isEqualTo(250);
        assertThat(sizes).containsExactly(1_000, 500, 250);
        device.toHub().watch((call, args) -> {});
        assertThat(push.some(device.hub())).isEqualTo(951);
    }

    @Test
    void aVectorOfAnotherModelThanTheHubsStaysBehind() {
        devices.shared().chunks().useModel(Vectors.OTHER_MODEL);
        Vectors.add(store, Vectors.MODEL, "c", "some text");
        device.push();
        var row = devices.shared()
                .rows()
                .find(StoreTable.SEARCH_CHUNKS, List.of("c"))
                .getFirst();
        assertThat(row.value("embedding")).isNull();
        assertThat(row.value("text")).isEqualTo("some text");
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
    }
}
