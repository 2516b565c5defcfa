package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifactKey;
import static ai.pmoves.dox.testing.embedded.Rows.logKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What changes in a hub arrives at its edges, whatever happens on the way. */
class PullChangesTest {
    /** More than come at a time. */
    private static final int MANY = 1_200;

    @RegisterExtension
    private final Devices devices = new Devices();

    private Device device;
    private Store shared;
    private Store store;

    @BeforeEach
    void open() {
        device = devices.following();
        shared = devices.shared();
        store = device.store();
    }

    private List<DeadLetter> setAside() {
        return device.sync().deadLetters(MANY);
    }

    private void assertAllIsTaken() {
        devices.assertSame(device);
        assertThat(setAside()).isEmpty();
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
    }

    private FeedPlace place() {
        return device.sync()
                .place(devices.hub().direct().sync().role().storeId())
                .orElseThrow();
    }

    @Test
    void moreThanComesAtATimeArrivesInItsOrder() {
        shared.documents().add(Rows.document("d", null));
        Rows.addLogs(shared, "d", MANY);
        assertThat(new PullChanges(device.edge()).some(device.hub())).isEqualTo(1_000);
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void changesAndRemovalsArrive() {
        shared.artifacts().add(Rows.artifact("a"));
        shared.documents().add(Rows.document("d", "a"));
        shared.artifacts().add(Rows.artifact("b", "one"));
        device.pull();
        shared.artifacts().remove(Id.of("a"));
        Rows.rename(shared, "b", "two");
        device.pull();
        assertThat(Rows.artifacts(store)).containsExactly("b");
        assertAllIsTaken();
    }

    @Test
    void aParentThatComesLaterInTheFeedThanItsChildrenIsTakenFirst() {
        shared.artifacts().add(Rows.artifact("a", "one"));
        shared.documents().add(Rows.document("d", "a"));
        Rows.addLogs(shared, "d", MANY);
        Rows.rename(shared, "a", "two");
        Rows.retitle(shared, "d", "two");
        new PullChanges(device.edge()).some(device.hub());
        assertThat(Rows.name(store, "a")).isEqualTo("two");
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void aChangeThatIsNotTheEdgesAnyMoreIsReadOnceFromTheFeed() {
        shared.artifacts().add(Rows.artifact("a"));
        device.pull();
        var before = place();
        assertThat(new PullChanges(device.edge()).some(device.hub())).isZero();
        assertThat(place()).isEqualTo(before);
    }

    @Test
    void whatTheDeviceHasSentItselfMovesItsPlaceOnAndNothingElse() {
        device.offline(() -> store.artifacts().add(Rows.artifact("a")));
        device.push();
        var before = place();
        assertThat(new PullChanges(device.edge()).some(device.hub())).isZero();
        assertThat(place()).isNotEqualTo(before);
        assertAllIsTaken();
    }

    @Test
    void aRowThatIsRefusedIsSetAsideAndComesWhenItIsTriedAgain() {
        device.embedded().refuse("log_entries", "new.id = 'log-7'");
        shared.documents().add(Rows.document("d", null));
        Rows.addLogs(shared, "d", 30);
        device.pull();
        assertThat(store.rows().count(StoreTable.LOG_ENTRIES)).isEqualTo(29);
        assertThat(setAside()).singleElement().satisfies(letter -> {
            assertThat(letter.direction()).isEqualTo(Direction.PULL);
            assertThat(letter.key()).isEqualTo(logKey("log-7"));
            assertThat(letter.reason()).contains("poisoned");
        });
        device.sync().retry(List.of());
        device.pull();
        assertThat(setAside()).hasSize(1); // it is still refused
        device.embedded().refuseNothing();
        device.sync().retry(List.of());
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void aRowThatWasSetAsideIsTakenWhenItChanges() {
        device.embedded().refuse("artifacts", "new.filename = 'bad'");
        shared.artifacts().add(Rows.artifact("a", "bad"));
        device.pull();
        assertThat(setAside()).hasSize(1);
        Rows.rename(shared, "a", "good");
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void aRefusedRowThatChangesMeanwhileIsNotSetAside() {
        device.embedded().refuse("artifacts", "new.filename = 'bad'");
        shared.artifacts().add(Rows.artifact("a", "bad"));
        device.toEdge().before("Store.ping", () -> Rows.rename(shared, "a", "good")); // when it was refused
        new PullChanges(device.edge()).some(device.hub());
        assertThat(setAside()).isEmpty();
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void aRowThatWasSetAsideIsDroppedByHand() {
        device.embedded().refuse("artifacts", "true");
        shared.artifacts().add(Rows.artifact("a"));
        device.pull();
        assertThat(device.sync().drop(List.of(artifactKey("a")))).isEqualTo(1);
        device.pull();
        assertThat(setAside()).isEmpty();
        assertThat(Rows.artifacts(store)).isEmpty();
    }

    @Test
    void aRowThatIsRemovedBeforeItIsTriedAgainIsGone() {
        device.embedded().refuse("artifacts", "true");
        shared.artifacts().add(Rows.artifact("a"));
        device.pull();
        device.sync().retry(List.of());
        shared.artifacts().remove(Id.of("a"));
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void parentsThatTheEdgeHasLostComeAlong() {
        shared.artifacts().add(Rows.artifact("a"));
        shared.documents().add(Rows.document("d", "a"));
        device.pull();
        device.embedded()
                .change(
                        "update sync_state set mark = 1",
                        "delete from documents",
                        "delete from artifacts",
                        "update sync_state set mark = 0");
        shared.tags().addAll(List.of(Rows.tag("t", "d")));
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void aParentThatChangesWhileItIsBroughtAlongIsNotNewerThanItsVersion() {
        var late = devices.device();
        var hubSync = devices.hub().direct().sync();
        late.sync().moveTo(new FeedPlace(hubSync.role().storeId(), hubSync.endOfFeed()));
        shared.documents().add(Rows.document("d", null));
        late.follows(); // and has never heard of the document
        shared.tags().addAll(List.of(Rows.tag("t", "d")));
        late.toHub().before("StoreRows.find", () -> Rows.retitle(shared, "d", "two")); // its version was read
        new PullChanges(late.edge()).some(late.hub());
        var key = Rows.documentKey("d");
        assertThat(late.store().documents().find(Id.of("d")).orElseThrow().title())
                .isEqualTo("two");
        assertThat(late.sync().versions(List.of(key))).isEqualTo(hubSync.versions(List.of(key)));
        late.pull();
        devices.assertSame(late);
    }

    @Test
    void whatCannotBeReadNowIsReadLater() {
        shared.artifacts().add(Rows.artifact("a"));
        device.toHub().cut();
        assertFails(() -> device.pull(), ErrorCode.STORE_UNAVAILABLE);
        device.toHub().restore();
        device.toEdge().cutBeforeCommit();
        assertFails(() -> device.pull(), ErrorCode.STORE_OUTCOME_UNKNOWN);
        device.toEdge().restore();
        assertThat(Rows.artifacts(store)).isEmpty();
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void whatWasTakenWithoutSayingSoIsTakenTwiceAndIsThereOnce() {
        shared.artifacts().add(Rows.artifact("a", "one"));
        device.toEdge().cutAfterCommit();
        assertFails(() -> device.pull(), ErrorCode.STORE_OUTCOME_UNKNOWN);
        device.toEdge().restore();
        Rows.rename(shared, "a", "two");
        device.pull();
        assertThat(Rows.name(store, "a")).isEqualTo("two");
        assertAllIsTaken();
    }

    /** As when two processes take, or one is slow and another one takes over. */
    @Test
    void whatComesLateDoesNotReplaceWhatIsLater() {
        shared.artifacts().add(Rows.artifact("a", "one"));
        shared.artifacts().add(Rows.artifact("b", "one"));
        device.toHub().after("HubSync.feed", () -> {
            Rows.rename(shared, "a", "two");
            shared.artifacts().remove(Id.of("b"));
            new PullChanges(device.openEdge()).some(device.openHub());
        });
        new PullChanges(device.edge()).some(device.hub());
        assertThat(Rows.name(store, "a")).isEqualTo("two");
        assertThat(Rows.artifacts(store)).containsExactly("a");
        device.pull(); // though the place went back
        assertAllIsTaken();
    }

    @Test
    void aRowThatChangesHereWhileItComesIsDecidedWhereItIsSent() {
        shared.artifacts().add(Rows.artifact("a", "one"));
        device.pull();
        Rows.rename(shared, "a", "by the hub");
        Rows.rename(shared, "a", "by the hub again");
        device.toHub().after("HubSync.feed", () -> device.offline(() -> Rows.rename(store, "a", "by the device")));
        device.pull();
        assertThat(Rows.name(store, "a")).isEqualTo("by the device");
        device.replicate();
        assertThat(Rows.name(store, "a")).isEqualTo("by the hub again");
        assertThat(devices.hub().direct().sync().conflictCount()).isEqualTo(1);
        assertAllIsTaken();
    }

    @Test
    void aTransactionThatRunsHidesWhatCameAfterIt() {
        devices.hub().holdFeed();
        shared.artifacts().add(Rows.artifact("a"));
        device.pull();
        assertThat(Rows.artifacts(store)).isEmpty();
        devices.hub().releaseFeed();
        device.pull();
        assertAllIsTaken();
    }

    @Test
    void anEdgeThatWasClosedSetsNothingAside() {
        shared.artifacts().add(Rows.artifact("a"));
        device.edge().store().close();
        assertThatThrownBy(() -> device.pull()).isInstanceOf(IllegalStateException.class);
        assertThat(setAside()).isEmpty();
    }

    @Test
    void aBusyEdgeLeavesThePlaceAsItWas() {
        shared.artifacts().add(Rows.artifact("a"));
        var before = place();
        device.toEdge().before("EdgeSync.take", () -> {
            throw new DoxException(ErrorCode.STORE_BUSY, "another process writes");
        });
        assertFails(() -> device.pull(), ErrorCode.STORE_BUSY);
        assertThat(place()).isEqualTo(before);
        device.pull();
        assertAllIsTaken();
    }
}
