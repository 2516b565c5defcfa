package ai.pmoves.dox.contract.sync;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static ai.pmoves.dox.contract.sync.SyncFixture.artifactKey;
import static ai.pmoves.dox.contract.sync.SyncFixture.artifactRow;
import static ai.pmoves.dox.contract.sync.SyncFixture.documentKey;
import static ai.pmoves.dox.contract.sync.SyncFixture.documentRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.ports.sync.EdgeSync.Checkpoints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link EdgeSync} does with rows of the shared store, for which {@link #DEVICE} stands here. */
public interface EdgeSyncContract extends OutboxContract {

    private void take(RowChange... changes) {
        sync().take(List.of(changes), null);
    }

    /** A change of an artifact in the shared store. */
    private static RowChange change(String id, long counter, String name) {
        return new RowChange(artifactKey(id), new Version(counter, DEVICE), Version.NONE, artifactRow(id, name));
    }

    private static RowChange document(String id, @Nullable String artifactId) {
        return new RowChange(documentKey(id), new Version(1, DEVICE), Version.NONE, documentRow(id, artifactId));
    }

    private static RowChange removal(RowKey key, long counter) {
        return new RowChange(key, new Version(counter, DEVICE), Version.NONE, null);
    }

    private static FeedPlace place(String cursor) {
        return new FeedPlace(DEVICE, cursor);
    }

    private void removeOffline(String artifact) {
        sync().writingOffline(() -> {
            removeArtifact(artifact);
            return artifact;
        });
    }

    @Test
    default void takenRowsHaveTheirVersionsAndDoNotWait() {
        becomeSecondary();
        sync().take(List.of(document("d", "a"), change("a", 7, "one")), place("1"));
        assertThat(find(artifactKey("a"))).hasValue(artifactRow("a", "one"));
        assertThat(find(documentKey("d"))).isPresent();
        assertThat(version(artifactKey("a"))).isEqualTo(new Version(7, DEVICE));
        assertThat(sync().place(DEVICE)).hasValue(place("1"));
        assertThat(waiting()).isEmpty();
        sync().take(List.of(change("a", 8, "two")), null);
        assertThat(nameOf("a")).isEqualTo("two");
        assertThat(sync().place(DEVICE)).hasValue(place("1"));
    }

    @Test
    default void aChangeOnTopOfWhatWasTakenIsBasedOnIt() {
        becomeSecondary();
        take(change("a", 7, "one"));
        saveOffline("a", "offline");
        assertThat(waiting()).singleElement().satisfies(change -> {
            assertThat(change.base()).isEqualTo(new Version(7, DEVICE));
            assertThat(change.version()).isGreaterThan(change.base());
            assertThat(change.version().device()).isEqualTo(storeId());
        });
    }

    @Test
    default void aTakenRemovalTakesRowsAlong() {
        becomeSecondary();
        take(change("a", 1, "one"), document("d", "a"));
        take(removal(artifactKey("a"), 2), removal(artifactKey("never here"), 1));
        assertThat(nameOf("a")).isEqualTo("gone");
        assertThat(find(documentKey("d"))).isEmpty();
        assertThat(version(artifactKey("a"))).isEqualTo(new Version(2, DEVICE));
        assertThat(waiting()).isEmpty();
    }

    @Test
    default void aRowThatWaitsIsLeft() {
        becomeSecondary();
        take(change("a", 1, "one"));
        saveOffline("a", "offline");
        sync().take(List.of(change("a", 5, "newer"), change("b", 1, "one")), place("1"));
        assertThat(nameOf("a")).isEqualTo("offline");
        assertThat(nameOf("b")).isEqualTo("one");
        assertThat(waitingKeys()).containsExactly(artifactKey("a"));
        assertThat(sync().place(DEVICE)).hasValue(place("1"));
    }

    @Test
    default void aChangeThatComesLateIsLeftOut() {
        becomeSecondary();
        take(change("a", 2, "two"));
        take(change("a", 1, "one"));
        take(removal(artifactKey("a"), 1));
        assertThat(nameOf("a")).isEqualTo("two");
        assertThat(version(artifactKey("a"))).isEqualTo(new Version(2, DEVICE));
    }

    @Test
    default void aRowWithoutItsParentIsRefusedWithAllThatCameWithIt() {
        becomeSecondary();
        assertFails(
                () -> sync().take(List.of(change("b", 1, "one"), document("d", "a")), place("1")),
                ErrorCode.PARENT_MISSING);
        assertThat(nameOf("b")).isEqualTo("gone");
        assertThat(version(artifactKey("b"))).isEqualTo(Version.NONE);
        assertThat(sync().place(DEVICE)).isEmpty();
    }

    @Test
    default void aRowThatCannotBeStoredIsRefusedWithAllThatCameWithIt() {
        becomeSecondary();
        assertThatThrownBy(() -> take(change("a", 1, "one"), change("bad", 1, "nul \u0000")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(nameOf("a")).isEqualTo("gone");
    }

    @Test
    default void aRemovalThatWouldTakeWaitingRowsAlongIsBusy() {
        becomeSecondary();
        take(change("a", 1, "one"));
        sync().writingOffline(() -> {
            addDocument("d", "a");
            return "d";
        });
        assertFails(() -> take(removal(artifactKey("a"), 2)), ErrorCode.STORE_BUSY);
        assertThat(find(documentKey("d"))).isPresent();
        sync().acknowledge(waiting());
        take(removal(artifactKey("a"), 2));
        assertThat(find(documentKey("d"))).isEmpty();
    }

    @Test
    default void aRowBelowOneWhoseRemovalWaitsIsBusy() {
        becomeSecondary();
        take(change("a", 1, "one"));
        removeOffline("a");
        assertFails(() -> take(document("d", "a")), ErrorCode.STORE_BUSY);
        assertThat(find(documentKey("d"))).isEmpty();
    }

    @Test
    default void whatLostYieldsToItsWinner() {
        becomeSecondary();
        saveOffline("a", "offline");
        saveOffline("again", "offline");
        var lost = Map.of(
                artifactKey("a"), version(artifactKey("a")), artifactKey("again"), version(artifactKey("again")));
        saveOffline("again", "changed since");
        sync().yield(List.of(change("a", 9, "winner"), change("again", 9, "winner")), lost);
        assertThat(nameOf("a")).isEqualTo("winner");
        assertThat(version(artifactKey("a"))).isEqualTo(new Version(9, DEVICE));
        assertThat(nameOf("again")).isEqualTo("changed since");
        assertThat(waitingKeys()).containsExactly(artifactKey("again"));
    }

    @Test
    default void aWinnerCanBeARemoval() {
        becomeSecondary();
        saveOffline("a", "offline");
        sync().yield(List.of(removal(artifactKey("a"), 9)), Map.of(artifactKey("a"), version(artifactKey("a"))));
        assertThat(nameOf("a")).isEqualTo("gone");
        assertThat(waiting()).isEmpty();
    }

    @Test
    default void aSnapshotReplacesRowsButForThoseThatWait() {
        becomeSecondary();
        take(change("old", 1, "one"), change("gone", 1, "one"));
        saveOffline("mine", "offline");
        var versions = Map.of(artifactKey("old"), new Version(5, DEVICE));
        sync().takeSnapshot(
                        StoreTable.ARTIFACTS,
                        List.of(artifactRow("old", "two"), artifactRow("new", "one"), artifactRow("mine", "theirs")),
                        versions);
        assertThat(version(artifactKey("old"))).isEqualTo(new Version(5, DEVICE));
        assertThat(sync().removeAllBut(StoreTable.ARTIFACTS, Set.of("old", "new")))
                .isEqualTo(1);
        assertThat(List.of(nameOf("old"), nameOf("new"), nameOf("mine"), nameOf("gone")))
                .containsExactly("two", "one", "offline", "gone");
        assertThat(waitingKeys()).containsExactly(artifactKey("mine"));
    }

    @Test
    default void placesAreNotedForEachSharedStore() {
        assertThat(sync().place(DEVICE)).isEmpty();
        sync().moveTo(place("1"));
        sync().moveTo(place("2"));
        sync().moveTo(new FeedPlace(OTHER_DEVICE, "7"));
        assertThat(sync().place(DEVICE)).hasValue(place("2"));
        assertThat(sync().place(OTHER_DEVICE)).hasValue(new FeedPlace(OTHER_DEVICE, "7"));
    }

    @Test
    default void whoSendsAndTakesIsKnown() {
        assertThat(sync().turnHolder()).isEmpty();
        var turn = sync().turn().orElseThrow();
        assertThat(sync().turnHolder().orElseThrow().pid())
                .isEqualTo(ProcessHandle.current().pid());
        turn.close();
    }

    @Test
    default void whatIsRefusedHereIsAskedForAgainAndGoesWhenItIsTaken() {
        becomeSecondary();
        for (var id : List.of("a", "b")) {
            sync().setAside(Direction.PULL, artifactKey(id), "poisoned");
        }
        assertThat(sync().toPullAgain(10)).isEmpty();
        assertThat(sync().retry(List.of(artifactKey("a")))).isEqualTo(1);
        assertThat(sync().toPullAgain(10)).containsExactly(artifactKey("a"));
        assertThat(sync().deadLetterCount()).isEqualTo(2);
        sync().setAside(Direction.PULL, artifactKey("a"), "still poisoned");
        assertThat(sync().toPullAgain(10)).isEmpty();
        assertThat(sync().deadLetters(10)).extracting(DeadLetter::attempts).containsExactlyInAnyOrder(1, 2);
        assertThat(sync().retry(List.of())).isEqualTo(2);
        assertThat(sync().toPullAgain(1)).hasSize(1);
        take(change("a", 1, "one"));
        assertThat(sync().toPullAgain(10)).containsExactly(artifactKey("b"));
        assertThat(sync().drop(List.of(artifactKey("b")))).isEqualTo(1);
        assertThat(sync().deadLetterCount()).isZero();
        assertThat(sync().toPullAgain(10)).isEmpty();
    }

    @Test
    default void aRowThatIsRefusedHereIsSentAllTheSame() {
        becomeSecondary();
        saveOffline("a", "offline");
        sync().setAside(Direction.PULL, artifactKey("a"), "poisoned");
        assertThat(waitingKeys()).containsExactly(artifactKey("a"));
    }

    @Test
    default void theMarksOfASharedStoreAreRemembered() {
        assertThat(sync().checkpoints(DEVICE)).isEqualTo(Checkpoints.NONE);
        var one = new Checkpoint(1, "one");
        sync().beginCheckpoint(DEVICE, one);
        assertThat(sync().checkpoints(DEVICE)).isEqualTo(new Checkpoints(null, one));
        sync().confirmCheckpoint(DEVICE, one);
        assertThat(sync().checkpoints(DEVICE)).isEqualTo(new Checkpoints(one, null));
        var two = new Checkpoint(2, "two");
        sync().beginCheckpoint(DEVICE, two);
        assertThat(sync().checkpoints(DEVICE)).isEqualTo(new Checkpoints(one, two));
        assertThat(sync().checkpoints(OTHER_DEVICE)).isEqualTo(Checkpoints.NONE);
        sync().forgetCheckpoints();
        assertThat(sync().checkpoints(DEVICE)).isEqualTo(Checkpoints.NONE);
    }

    @Test
    default void startingOverKeepsOnlyWhatWaits() {
        becomeSecondary();
        sync().take(List.of(change("agreed", 7, "one"), change("mine", 7, "one")), place("1"));
        saveOffline("mine", "offline");
        sync().confirmCheckpoint(DEVICE, new Checkpoint(1, "one"));
        var sent = version(artifactKey("mine"));
        sync().startOver();
        assertThat(waiting()).singleElement().satisfies(change -> {
            assertThat(change.version()).isEqualTo(sent);
            assertThat(change.base()).isEqualTo(Version.NONE);
        });
        assertThat(version(artifactKey("agreed"))).isEqualTo(Version.NONE);
        assertThat(nameOf("agreed")).isEqualTo("one");
        assertThat(sync().place(DEVICE)).isEmpty();
        assertThat(sync().checkpoints(DEVICE)).isEqualTo(Checkpoints.NONE);
    }

    @Test
    default void anotherDeviceHasVersionsOfItsOwn() {
        becomeSecondary();
        take(change("agreed", 7, "one"), change("mine", 7, "one"));
        saveOffline("mine", "offline");
        var oldId = storeId();
        var role = sync().becomeNewDevice(DEVICE, 5);
        assertThat(role).isEqualTo(sync().role());
        assertThat(role.storeId()).isNotEqualTo(oldId);
        assertThat(role.primaryId()).isEqualTo(DEVICE);
        assertThat(role.epoch()).isEqualTo(5);
        assertThat(waiting()).singleElement().satisfies(change -> {
            assertThat(change.version()).isEqualTo(new Version(8, storeId()));
            assertThat(change.base()).isEqualTo(new Version(7, DEVICE));
        });
        assertThat(sync().becomeNewDevice(null, 6).isPrimary()).isTrue();
    }

    @Test
    default void heldRemovalsWaitUntilTheyAreConfirmed() {
        becomePrimary();
        saveArtifact("a", "one");
        saveArtifact("b", "one");
        sync().acknowledge(waiting());
        removeArtifact("a");
        saveArtifact("b", "two");
        assertThat(sync().unsent(10)).hasSize(2);
        assertThat(sync().unsentRemovals()).isEqualTo(Map.of(StoreTable.ARTIFACTS, 1L));
        assertThat(sync().hold(Direction.PUSH, List.of(artifactKey("a"), artifactKey("b")), "too many"))
                .isEqualTo(1);
        assertThat(sync().unsent(10)).extracting(RowChange::key).containsExactly(artifactKey("b"));
        assertThat(sync().deadLetters(10)).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(artifactKey("a"));
            assertThat(letter.reason()).isEqualTo("too many");
        });
        assertThat(sync().unsentRemovals()).isEqualTo(Map.of(StoreTable.ARTIFACTS, 1L));
        sync().retry(List.of());
        assertThat(sync().unsentRemovals()).isEmpty();
        assertThat(sync().hold(Direction.PUSH, List.of(artifactKey("a")), "too many"))
                .isZero();
        assertThat(sync().unsent(10)).hasSize(2);
    }

    @Test
    default void heldRemovalsOfTheSharedStoreArePulledAgainWhenTheyAreConfirmed() {
        becomeSecondary();
        take(change("a", 7, "one"));
        assertThat(sync().hold(Direction.PULL, List.of(artifactKey("a")), "too many"))
                .isEqualTo(1);
        assertThat(sync().heldRemovals()).isEqualTo(Map.of(StoreTable.ARTIFACTS, 1L));
        assertThat(sync().toPullAgain(10)).isEmpty();
        sync().retry(List.of());
        assertThat(sync().heldRemovals()).isEmpty();
        assertThat(sync().toPullAgain(10)).containsExactly(artifactKey("a"));
        assertThat(sync().keysWithout(StoreTable.ARTIFACTS, Set.of("b"))).containsExactly("a");
        assertThat(sync().keysWithout(StoreTable.ARTIFACTS, Set.of("a"))).isEmpty();
    }
}
