package ai.pmoves.dox.contract.sync;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static ai.pmoves.dox.contract.sync.SyncFixture.artifactKey;
import static ai.pmoves.dox.contract.sync.SyncFixture.artifactRow;
import static ai.pmoves.dox.contract.sync.SyncFixture.documentKey;
import static ai.pmoves.dox.contract.sync.SyncFixture.documentRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.contract.store.OddRows;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.ports.sync.HubSync.Receipt;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of changes that a {@link HubSync} receives, and of the conflicts that they make. */
public interface ReceptionContract extends StoreSyncContract {
    @Override
    HubSync sync();

    /** Receives changes of {@link #DEVICE}, which follows this store or leads it. */
    default List<Receipt> receive(RowChange... changes) {
        return sync().receive(new ReplicationRole(DEVICE, null, sync().role().epoch()), List.of(changes));
    }

    /** The outcome of one change. */
    private Outcome outcome(RowChange change) {
        return receive(change).getFirst().outcome();
    }

    /** A change of an artifact by {@link #DEVICE}, whose name tells the version. */
    default RowChange change(String id, long counter, Version base) {
        return change(id, new Version(counter, DEVICE), base);
    }

    private static RowChange change(String id, Version version, Version base) {
        return new RowChange(artifactKey(id), version, base, artifactRow(id, version.toString()));
    }

    private static RowChange removal(RowKey key, long counter, Version base) {
        return new RowChange(key, new Version(counter, DEVICE), base, null);
    }

    private static RowChange document(String id, @Nullable String artifactId) {
        return new RowChange(documentKey(id), new Version(1, DEVICE), Version.NONE, documentRow(id, artifactId));
    }

    /** The name of an artifact's row in a change, or "gone". */
    static String filename(RowChange change) {
        return change.row() == null ? "gone" : String.valueOf(change.row().value("filename"));
    }

    @Test
    default void aChangeIsWrittenWithItsVersion() {
        becomePrimary();
        var added = change("a", 3, Version.NONE);
        assertThat(receive(added)).containsExactly(new Receipt(added.key(), Outcome.TAKEN, null));
        assertThat(find(added.key())).hasValue(added.row());
        assertThat(version(added.key())).isEqualTo(added.version());
        var changed = change("a", 4, added.version());
        assertThat(outcome(changed)).isEqualTo(Outcome.TAKEN);
        assertThat(find(added.key())).hasValue(changed.row());
        var removed = removal(added.key(), 5, changed.version());
        assertThat(outcome(removed)).isEqualTo(Outcome.TAKEN);
        assertThat(find(added.key())).isEmpty();
        assertThat(version(added.key())).isEqualTo(removed.version());
        assertThat(sync().conflictCount()).isZero();
    }

    @Test
    default void aSecondaryTakesTheChangesOfItsPrimary() {
        becomeSecondary();
        assertThat(outcome(change("a", 1, Version.NONE))).isEqualTo(Outcome.TAKEN);
        assertThat(nameOf("a")).isEqualTo("1@" + DEVICE);
    }

    @Test
    default void receiptsComeInTheOrderOfTheChanges() {
        becomePrimary();
        saveArtifact("newer", "one");
        saveArtifact("newer", "two");
        var receipts = receive(document("d", "b"), change("newer", 1, Version.NONE), change("b", 1, Version.NONE));
        assertThat(receipts)
                .extracting(Receipt::key)
                .containsExactly(documentKey("d"), artifactKey("newer"), artifactKey("b"));
        assertThat(receipts).extracting(Receipt::outcome).containsExactly(Outcome.TAKEN, Outcome.LOST, Outcome.TAKEN);
        assertThat(receive()).isEmpty();
    }

    @Test
    default void aChangeOnTopOfWhatWasReceivedIsGreater() {
        becomePrimary();
        receive(change("a", 7, Version.NONE));
        saveArtifact("a", "changed here");
        assertThat(version(artifactKey("a"))).isGreaterThan(new Version(7, DEVICE));
        assertThat(version(artifactKey("a")).device()).isEqualTo(storeId());
    }

    @Test
    default void receivedChangesJoinTheUnitOfWork() {
        becomePrimary();
        assertThatThrownBy(() -> store().unitOfWork().run(() -> {
                    receive(change("a", 1, Version.NONE));
                    assertThat(nameOf("a")).isEqualTo("1@" + DEVICE);
                    throw new UnsupportedOperationException("rolled back");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(nameOf("a")).isEqualTo("gone");
        assertThat(version(artifactKey("a"))).isEqualTo(Version.NONE);
    }

    @Test
    default void aChangeThatComesAgainDoesNothing() {
        becomePrimary();
        var end = sync().endOfFeed();
        var change = change("a", 1, Version.NONE);
        receive(change);
        var after = sync().feed(end, OTHER_DEVICE, 10).orElseThrow();
        assertThat(receive(change)).containsExactly(new Receipt(change.key(), Outcome.TAKEN, null));
        assertThat(sync().feed(after.cursor(), OTHER_DEVICE, 10).orElseThrow().changes())
                .isEmpty();
        assertThat(sync().conflictCount()).isZero();
    }

    @Test
    default void aChangeThatComesAfterALaterOneOfItsStoreDoesNothing() {
        becomePrimary();
        var first = change("a", 1, Version.NONE);
        var second = change("a", 2, Version.NONE);
        receive(first);
        receive(second);
        assertThat(outcome(first)).isEqualTo(Outcome.TAKEN);
        assertThat(nameOf("a")).isEqualTo("2@" + DEVICE);
        assertThat(sync().conflictCount()).isZero();
    }

    @Test
    default void aLaterChangeWhoseBaseIsNotKnownFollowsTheOneOfItsStore() {
        becomePrimary();
        receive(change("a", 1, Version.NONE));
        assertThat(outcome(change("a", 2, Version.NONE))).isEqualTo(Outcome.TAKEN);
        assertThat(sync().conflictCount()).isZero();
    }

    @Test
    default void aChangeThatAnotherStoreHasChangedKnowinglyLosesWithoutAConflict() {
        becomePrimary();
        var change = change("a", 1, Version.NONE);
        receive(change);
        receive(change("a", new Version(2, OTHER_DEVICE), change.version()));
        saveArtifact("a", "changed here");
        var winner = new RowChange(
                change.key(),
                version(change.key()),
                Version.NONE,
                find(change.key()).orElseThrow());
        for (int times = 0; times < 2; times++) {
            assertThat(receive(change)).containsExactly(new Receipt(change.key(), Outcome.LOST, winner));
        }
        assertThat(nameOf("a")).isEqualTo("changed here");
        assertThat(sync().conflictCount()).isZero();
    }

    @Test
    default void theGreaterChangeCountsWhenItComes() {
        becomePrimary();
        saveArtifact("a", "made here");
        var here = version(artifactKey("a"));
        var change = change("a", here.counter() + 1, Version.NONE);
        assertThat(receive(change)).containsExactly(new Receipt(change.key(), Outcome.TAKEN, null));
        assertThat(find(change.key())).hasValue(change.row());
        assertThat(version(change.key())).isEqualTo(change.version());
        assertConflict(change.key(), here, change.version(), "made here");
    }

    @Test
    default void theGreaterChangeCountsWhenItIsHere() {
        becomePrimary();
        saveArtifact("a", "made here");
        saveArtifact("a", "changed here");
        var change = change("a", 1, Version.NONE);
        var here = version(change.key());
        var winner = new RowChange(
                change.key(), here, Version.NONE, find(change.key()).orElseThrow());
        assertThat(receive(change)).containsExactly(new Receipt(change.key(), Outcome.LOST, winner));
        assertThat(nameOf("a")).isEqualTo("changed here");
        assertConflict(change.key(), change.version(), here, "1@" + DEVICE);
    }

    private void assertConflict(RowKey key, Version lost, Version won, String lostName) {
        assertThat(sync().conflicts(10)).singleElement().satisfies(conflict -> {
            assertThat(conflict.key()).isEqualTo(key);
            assertThat(conflict.lost()).isEqualTo(lost);
            assertThat(conflict.won()).isEqualTo(won);
            assertThat(Objects.requireNonNull(conflict.lostRow()).asObject()).containsEntry("filename", lostName);
        });
        assertThat(sync().conflictCount()).isEqualTo(1);
    }

    @Test
    default void aChangeThatMeetsNothingIsNoConflict() {
        becomePrimary();
        assertThat(outcome(change("a", 2, new Version(1, DEVICE)))).isEqualTo(Outcome.TAKEN);
        assertThat(nameOf("a")).isEqualTo("2@" + DEVICE);
        assertThat(sync().conflictCount()).isZero();
    }

    @Test
    default void ofEqualCountersTheStoreDecides() {
        becomePrimary();
        receive(change("a", new Version(1, OTHER_DEVICE), Version.NONE));
        assertThat(outcome(change("a", 1, Version.NONE))).isEqualTo(Outcome.LOST);
        assertThat(nameOf("a")).isEqualTo("1@" + OTHER_DEVICE);
    }

    @Test
    default void aConflictIsKeptOnceHoweverOftenTheChangeComes() {
        becomePrimary();
        saveArtifact("a", "made here");
        saveArtifact("a", "changed here");
        for (int times = 0; times < 3; times++) {
            assertThat(outcome(change("a", 1, Version.NONE))).isEqualTo(Outcome.LOST);
        }
        assertThat(sync().conflictCount()).isEqualTo(1);
    }

    @Test
    default void aRemovalMeetsAChange() {
        becomePrimary();
        receive(change("a", new Version(1, OTHER_DEVICE), Version.NONE));
        receive(change("a", new Version(2, OTHER_DEVICE), new Version(1, OTHER_DEVICE)));
        var removal = removal(artifactKey("a"), 2, new Version(1, OTHER_DEVICE));
        assertThat(outcome(removal)).isEqualTo(Outcome.LOST);
        assertThat(sync().conflicts(10)).singleElement().satisfies(conflict -> assertThat(conflict.lostRow())
                .isNull());
        var greater = removal(artifactKey("a"), 3, new Version(1, OTHER_DEVICE));
        assertThat(outcome(greater)).isEqualTo(Outcome.TAKEN);
        assertThat(nameOf("a")).isEqualTo("gone");
        assertThat(sync().conflictCount()).isEqualTo(2);
    }

    @Test
    default void twoRemovalsAgree() {
        becomePrimary();
        receive(change("a", 1, Version.NONE));
        removeArtifact("a");
        assertThat(outcome(removal(artifactKey("a"), 2, new Version(1, DEVICE))))
                .isEqualTo(Outcome.TAKEN);
        assertThat(sync().conflictCount()).isZero();
    }

    @Test
    default void conflictsComeNewestFirstAndAreForgotten() {
        becomePrimary();
        for (var id : List.of("a", "b", "c")) {
            saveArtifact(id, "made here");
            saveArtifact(id, "changed here");
            receive(change(id, 1, Version.NONE));
            SyncFixture.letTimePass();
        }
        assertThat(sync().conflicts(2)).extracting(Conflict::key).containsExactly(artifactKey("c"), artifactKey("b"));
        assertThat(sync().conflicts(9))
                .isSortedAccordingTo((one, other) -> other.foundAt().compareTo(one.foundAt()));
        var middle = sync().conflicts(2).getLast().id();
        assertThat(sync().forgetConflicts(List.of(middle, "nowhere"))).isEqualTo(1);
        assertThat(sync().conflicts(9)).extracting(Conflict::key).containsExactly(artifactKey("c"), artifactKey("a"));
        assertThat(sync().forgetConflicts(List.of())).isEqualTo(2);
        assertThat(sync().conflictCount()).isZero();
    }

    @Test
    default void aRowComesWithItsParentInAnyOrder() {
        becomePrimary();
        assertThat(receive(document("d", "a"), change("a", 1, Version.NONE)))
                .allMatch(receipt -> receipt.outcome() == Outcome.TAKEN);
        assertThat(find(documentKey("d"))).isPresent();
    }

    @Test
    default void aRowWhoseParentWasNeverHereIsRefusedWithAllThatCameWithIt() {
        becomePrimary();
        assertFails(() -> receive(change("b", 1, Version.NONE), document("d", "a")), ErrorCode.PARENT_MISSING);
        assertThat(nameOf("b")).isEqualTo("gone");
        assertThat(version(artifactKey("b"))).isEqualTo(Version.NONE);
    }

    @Test
    default void aRowWhoseParentWasRemovedHereLosesAndSoDoRowsBelowIt() {
        becomePrimary();
        saveArtifact("a", "one");
        removeArtifact("a");
        var receipt = receive(document("d", "a")).getFirst();
        assertThat(receipt.outcome()).isEqualTo(Outcome.LOST);
        var winner = Objects.requireNonNull(receipt.winner());
        assertThat(winner.isRemoval()).isTrue();
        assertThat(winner.version()).isEqualTo(version(documentKey("d"))).isGreaterThan(new Version(1, DEVICE));
        assertThat(find(documentKey("d"))).isEmpty();
        assertThat(sync().conflicts(10)).extracting(Conflict::key).containsExactly(documentKey("d"));
        var tag = OddRows.of(StoreTable.TAGS, "t", 0).with("document_id", "d");
        var below = new RowChange(new RowKey(tag.table(), "t"), new Version(1, DEVICE), Version.NONE, tag);
        assertThat(outcome(below)).isEqualTo(Outcome.LOST);
        assertThat(sync().conflictCount()).isEqualTo(2);
    }

    @Test
    default void aRowWhoseRemovedParentComesAgainIsTaken() {
        becomePrimary();
        receive(change("a", 1, Version.NONE));
        var removal = removal(artifactKey("a"), 2, new Version(1, DEVICE));
        receive(removal);
        assertThat(receive(change("a", 3, removal.version()), document("d", "a")))
                .allMatch(receipt -> receipt.outcome() == Outcome.TAKEN);
    }

    @Test
    default void aRemovalTakesTheRowsBelowItAlong() {
        becomePrimary();
        var end = sync().endOfFeed();
        receive(change("a", 1, Version.NONE), document("d", "a"));
        addDocument("unknown", "a");
        var removals = List.of(
                removal(artifactKey("a"), 2, new Version(1, DEVICE)),
                removal(documentKey("d"), 2, new Version(1, DEVICE)));
        assertThat(receive(removals.toArray(RowChange[]::new))).allMatch(receipt -> receipt.outcome() == Outcome.TAKEN);
        assertThat(store().rows().count(artifactKey("a").table())).isZero();
        assertThat(store().rows().count(documentKey("d").table())).isZero();
        assertThat(sync().conflicts(10)).extracting(Conflict::key).containsExactly(documentKey("unknown"));
        assertThat(sync().feed(end, DEVICE, 10).orElseThrow().changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.key()).isEqualTo(documentKey("unknown"));
                    assertThat(change.isRemoval()).isTrue();
                });
    }

    @Test
    default void changesOfAnotherStoreThanThePrimaryAreRefused() {
        becomeSecondary();
        var sender = new ReplicationRole(OTHER_DEVICE, OTHER_DEVICE, 1);
        assertFails(() -> sync().receive(sender, List.of(change("a", 1, Version.NONE))), ErrorCode.STORE_NOT_PRIMARY);
        assertThat(nameOf("a")).isEqualTo("gone");
    }

    @Test
    default void changesThatWereReadInAnotherEpochAreRefused() {
        sync().advance(role(DEVICE, 2));
        for (var epoch : List.of(1L, 3L)) {
            var sender = new ReplicationRole(DEVICE, DEVICE, epoch);
            assertFails(
                    () -> sync().receive(sender, List.of(change("a", 1, Version.NONE))), ErrorCode.STORE_NOT_PRIMARY);
        }
        assertThat(nameOf("a")).isEqualTo("gone");
    }

    @Test
    default void aRowThatCannotBeStoredIsRefusedWithAllThatCameWithIt() {
        becomePrimary();
        var bad = new RowChange(
                artifactKey("bad"), new Version(1, DEVICE), Version.NONE, artifactRow("bad", "nul \u0000"));
        assertThatThrownBy(() -> receive(change("a", 1, Version.NONE), bad)).isInstanceOf(IllegalStateException.class);
        assertThat(nameOf("a")).isEqualTo("gone");
        assertThat(version(artifactKey("a"))).isEqualTo(Version.NONE);
    }
}
