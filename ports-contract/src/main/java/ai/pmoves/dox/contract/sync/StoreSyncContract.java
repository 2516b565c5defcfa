package ai.pmoves.dox.contract.sync;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static ai.pmoves.dox.contract.sync.OpenUnit.assertWaits;
import static ai.pmoves.dox.contract.sync.SyncFixture.artifactKey;
import static ai.pmoves.dox.contract.sync.SyncFixture.artifactRow;
import static ai.pmoves.dox.contract.sync.SyncFixture.documentKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.contract.store.Rows;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.domain.sync.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.sync.StoreSync} does. */
public interface StoreSyncContract extends SyncFixture {
    Duration A_MOMENT = Duration.ofMillis(50);
    Duration LONG = Duration.ofMinutes(1);

    @Test
    default void aNewStoreIsInNoPair() {
        var role = sync().role();
        assertThat(role).isEqualTo(new ReplicationRole(role.storeId(), null, 0));
        assertThat(role.storeId()).isNotEmpty();
    }

    @Test
    default void aGreaterEpochIsTaken() {
        assertThat(sync().advance(role(storeId(), 1))).isTrue();
        assertThat(sync().advance(role(DEVICE, 2))).isTrue();
        assertThat(sync().role()).isEqualTo(role(DEVICE, 2));
    }

    @Test
    default void anEpochThatIsNotGreaterIsNotTaken() {
        sync().advance(role(storeId(), 2));
        assertThat(sync().advance(role(DEVICE, 2))).isFalse();
        assertThat(sync().advance(role(DEVICE, 1))).isFalse();
        assertThat(sync().role()).isEqualTo(role(storeId(), 2));
    }

    @Test
    default void aStoreInNoPairTakesAnyEpoch() {
        assertThat(sync().advance(role(DEVICE, 0))).isTrue();
        assertThat(sync().role()).isEqualTo(role(DEVICE, 0));
    }

    @Test
    default void theStandingOfAnotherStoreIsRefused() {
        assertThatThrownBy(() -> sync().advance(new ReplicationRole(DEVICE, DEVICE, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sync().role().isPaired()).isFalse();
    }

    @Test
    default void aStoreThatLeftItsPairTakesWritesAndNoticesNone() {
        becomePrimary();
        saveArtifact("a", "one");
        sync().advance(role(DEVICE, 7));
        assertThat(sync().leavePair()).isTrue();
        saveArtifact("a", "two");
        assertThat(nameOf("a")).isEqualTo("two");
        assertThat(sync().versions(List.of(artifactKey("a")))).isEmpty();
        assertThat(sync().role()).isEqualTo(new ReplicationRole(storeId(), null, 7));
        assertThat(sync().leavePair()).isFalse();
    }

    @Test
    default void aStoreThatLeftItsPairCanComeIntoAnother() {
        becomePrimary();
        sync().leavePair();
        assertThat(sync().advance(role(storeId(), 2))).isTrue();
        saveArtifact("a", "one");
        assertThat(version(artifactKey("a"))).isEqualTo(new Version(1, storeId()));
    }

    @Test
    default void aStandingJoinsTheUnitOfWork() {
        var failure = new UnsupportedOperationException("rolled back");
        assertThatThrownBy(() -> store().unitOfWork().run(() -> {
                    becomePrimary();
                    assertThat(sync().role().isPrimary()).isTrue();
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(sync().role().isPaired()).isFalse();
    }

    @Test
    default void aNewStandingWaitsForTransactionsThatWrite() throws Exception {
        becomePrimary();
        try (var threads = Executors.newSingleThreadExecutor()) {
            try (var writer = OpenUnit.with(store().unitOfWork(), () -> saveArtifact("a", "one"))) {
                var advance = threads.submit(() -> sync().advance(role(DEVICE, 2)));
                assertWaits(advance);
                writer.commit();
                assertThat(advance.get()).isTrue();
            }
        }
        assertThat(nameOf("a")).isEqualTo("one");
    }

    @Test
    default void aStoreInNoPairTakesWritesAndNoticesNone() {
        saveArtifact("a", "one");
        sync().requirePrimary();
        assertThat(sync().versions(List.of(artifactKey("a")))).isEmpty();
    }

    @Test
    default void aPrimaryTakesWrites() {
        becomePrimary();
        store().unitOfWork().run(() -> {
            sync().requirePrimary();
            saveArtifact("a", "one");
        });
        assertThat(nameOf("a")).isEqualTo("one");
    }

    @Test
    default void aSecondaryRefusesWrites() {
        saveArtifact("a", "one");
        becomeSecondary();
        assertFails(() -> saveArtifact("a", "two"), ErrorCode.STORE_NOT_PRIMARY);
        assertFails(() -> saveArtifact("b", "two"), ErrorCode.STORE_NOT_PRIMARY);
        assertFails(() -> removeArtifact("a"), ErrorCode.STORE_NOT_PRIMARY);
        assertFails(() -> sync().requirePrimary(), ErrorCode.STORE_NOT_PRIMARY);
        assertThat(nameOf("a")).isEqualTo("one");
        assertThat(nameOf("b")).isEqualTo("gone");
    }

    @Test
    default void aSecondaryTakesRowsThatAreCopied() {
        becomeSecondary();
        store().rows().write(StoreTable.ARTIFACTS, List.of(artifactRow("a", "one")), null);
        assertThat(nameOf("a")).isEqualTo("one");
        assertThat(version(artifactKey("a"))).isEqualTo(Version.NONE);
    }

    @Test
    default void aUnitThatAskedMayWriteUntilItEnds() throws Exception {
        becomePrimary();
        try (var threads = Executors.newSingleThreadExecutor()) {
            try (var unit = OpenUnit.with(store().unitOfWork(), () -> sync().requirePrimary())) {
                var advance = threads.submit(() -> sync().advance(role(DEVICE, 2)));
                assertWaits(advance);
                unit.commit();
                assertThat(advance.get()).isTrue();
            }
        }
    }

    @Test
    default void nobodyElseWritesWhileWritesAreHeld() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var others = sync().holdingWrites(LONG, () -> {
                var write = threads.submit(() -> saveArtifact("a", "one"));
                var question = threads.submit(() -> sync().requirePrimary());
                assertWaits(write);
                assertThat(question).isNotDone();
                saveArtifact("own", "one");
                return List.of(write, question);
            });
            for (var other : others) {
                other.get();
            }
        }
        assertThat(nameOf("a")).isEqualTo("one");
        assertThat(nameOf("own")).isEqualTo("one");
    }

    @Test
    default void holdingWritesWaitsForTransactionsThatWrite() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            try (var writer = OpenUnit.with(store().unitOfWork(), () -> saveArtifact("a", "one"))) {
                var held = threads.submit(() -> sync().holdingWrites(LONG, () -> nameOf("a")));
                assertWaits(held);
                writer.commit();
                assertThat(held.get()).isEqualTo("one");
            }
        }
    }

    @Test
    default void holdingWritesGivesUpWhenOthersDoNotEnd() {
        try (var writer = OpenUnit.with(store().unitOfWork(), () -> saveArtifact("a", "one"))) {
            assertFails(() -> sync().holdingWrites(A_MOMENT, () -> "held"), ErrorCode.STORE_BUSY);
            writer.commit();
        }
        assertThat(sync().holdingWrites(A_MOMENT, () -> "held")).isEqualTo("held");
    }

    @Test
    default void workThatFailsWhileWritesAreHeldIsRolledBack() {
        var failure = new UnsupportedOperationException("rolled back");
        assertThatThrownBy(() -> sync().holdingWrites(LONG, () -> {
                    saveArtifact("a", "one");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(nameOf("a")).isEqualTo("gone");
        saveArtifact("a", "two");
    }

    @Test
    default void eachChangeOfARowRaisesItsVersion() {
        becomePrimary();
        var key = artifactKey("a");
        assertThat(version(key)).isEqualTo(Version.NONE);
        saveArtifact("a", "one");
        var added = version(key);
        saveArtifact("a", "two");
        var changed = version(key);
        removeArtifact("a");
        var removed = version(key);
        saveArtifact("a", "again");
        assertThat(List.of(Version.NONE, added, changed, removed, version(key)))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(List.of(added, changed, removed)).extracting(Version::device).containsOnly(storeId());
    }

    @Test
    default void copiedRowsHaveVersionsToo() {
        becomePrimary();
        store().rows().write(StoreTable.ARTIFACTS, List.of(artifactRow("a", "one")), null);
        assertThat(version(artifactKey("a")).device()).isEqualTo(storeId());
    }

    @Test
    default void rowsThatGoWithTheirParentAreChanged() {
        becomePrimary();
        saveArtifact("a", "one");
        addDocument("d", "a");
        var before = version(documentKey("d"));
        removeArtifact("a");
        assertThat(version(documentKey("d"))).isGreaterThan(before);
    }

    @Test
    default void whatIsRolledBackIsNotNoticed() {
        becomePrimary();
        saveArtifact("a", "one");
        var before = version(artifactKey("a"));
        assertThatThrownBy(() -> store().unitOfWork().run(() -> {
                    saveArtifact("a", "two");
                    assertThat(version(artifactKey("a"))).isGreaterThan(before);
                    throw new UnsupportedOperationException("rolled back");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(version(artifactKey("a"))).isEqualTo(before);
    }

    @Test
    default void versionsAreOfTheRowsThatAreAskedFor() {
        becomePrimary();
        saveArtifact("a", "one");
        saveArtifact("b", "one");
        addDocument("d", null);
        var asked = List.of(artifactKey("a"), documentKey("d"), artifactKey("nowhere"), documentKey("a"));
        assertThat(sync().versions(asked)).containsOnlyKeys(artifactKey("a"), documentKey("d"));
        assertThat(sync().versions(List.of())).isEmpty();
    }

    @Test
    default void theRecordIsReadNewestFirst() {
        var first = new SyncEvent(Rows.TIME, "me@here", "first", Json.emptyObject());
        var second = new SyncEvent(Rows.TIME.minusSeconds(9), "me@here", "second", Json.of(Map.of("rows", 7)));
        sync().record(first);
        sync().record(second);
        assertThat(sync().history(10)).containsExactly(second, first);
        assertThat(sync().history(1)).containsExactly(second);
    }

    @Test
    default void theRecordJoinsTheUnitOfWork() {
        assertThatThrownBy(() -> store().unitOfWork().run(() -> {
                    sync().record(new SyncEvent(Rows.TIME, "me@here", "undone", Json.emptyObject()));
                    throw new UnsupportedOperationException("rolled back");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(sync().history(10)).isEmpty();
    }
}
