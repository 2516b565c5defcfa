package ai.pmoves.dox.contract.sync;

import static ai.pmoves.dox.contract.sync.SyncFixture.artifactKey;
import static ai.pmoves.dox.contract.sync.SyncFixture.documentKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.sync.EdgeSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What waits in the outbox of an {@link EdgeSync}, and what was set aside. */
public interface OutboxContract extends StoreSyncContract {
    @Override
    EdgeSync sync();

    /** All that waits. */
    default List<RowChange> waiting() {
        return sync().unsent(100);
    }

    default List<RowKey> waitingKeys() {
        return waiting().stream().map(RowChange::key).toList();
    }

    /** Has the store add or rename an artifact though it is a secondary. */
    default void saveOffline(String id, String name) {
        sync().writingOffline(() -> {
            saveArtifact(id, name);
            return id;
        });
    }

    @Test
    default void oneTakesTheTurnAtATime() {
        var turn = sync().turn().orElseThrow();
        assertThat(sync().turn()).isEmpty();
        turn.close();
        var next = sync().turn().orElseThrow();
        turn.close();
        assertThat(sync().turn()).isEmpty();
        next.close();
    }

    @Test
    default void nothingWaitsInAStoreInNoPair() {
        saveArtifact("a", "one");
        assertThat(waiting()).isEmpty();
        assertThat(sync().unsentBacklog()).isEqualTo(Backlog.EMPTY);
    }

    @Test
    default void whatChangedWaitsAsItIsNow() {
        becomePrimary();
        saveArtifact("a", "one");
        saveArtifact("a", "two");
        var key = artifactKey("a");
        assertThat(waiting())
                .containsExactly(
                        new RowChange(key, version(key), Version.NONE, find(key).orElseThrow()));
        assertThat(sync().unsentBacklog().rows()).isEqualTo(1);
        assertThat(sync().unsentBacklog().oldest()).isNotNull();
    }

    @Test
    default void theLongestWaitingComesFirst() {
        becomePrimary();
        for (var id : List.of("c", "a", "b")) {
            saveArtifact(id, "one");
        }
        saveArtifact("c", "two");
        assertThat(waitingKeys()).containsExactly(artifactKey("c"), artifactKey("a"), artifactKey("b"));
        assertThat(sync().unsent(2)).extracting(RowChange::key).containsExactly(artifactKey("c"), artifactKey("a"));
    }

    @Test
    default void aParentIsAddedBeforeItsChildrenAndRemovedAfterThem() {
        becomePrimary();
        saveArtifact("a", "one");
        addDocument("d", "a");
        saveArtifact("a", "two");
        assertThat(waitingKeys()).containsExactly(artifactKey("a"), documentKey("d"));
        sync().acknowledge(waiting());
        removeArtifact("a");
        assertThat(waitingKeys()).containsExactly(documentKey("d"), artifactKey("a"));
        assertThat(waiting()).allMatch(RowChange::isRemoval);
    }

    @Test
    default void whatIsAcknowledgedWaitsNoMore() {
        becomePrimary();
        saveArtifact("a", "one");
        saveArtifact("b", "one");
        sync().acknowledge(sync().unsent(1));
        assertThat(waitingKeys()).containsExactly(artifactKey("b"));
        sync().acknowledge(waiting());
        assertThat(sync().unsentBacklog()).isEqualTo(Backlog.EMPTY);
    }

    @Test
    default void aLaterChangeIsBasedOnWhatWasAcknowledged() {
        becomePrimary();
        saveArtifact("a", "one");
        var sent = waiting();
        sync().acknowledge(sent);
        saveArtifact("a", "two");
        saveArtifact("a", "three");
        assertThat(waiting()).singleElement().satisfies(change -> {
            assertThat(change.base()).isEqualTo(sent.getFirst().version());
            assertThat(change.version()).isGreaterThan(change.base());
        });
    }

    @Test
    default void aRowThatChangedWhileItWasSentStays() {
        becomePrimary();
        saveArtifact("a", "one");
        var sent = waiting();
        saveArtifact("a", "two");
        sync().acknowledge(sent);
        assertThat(waiting()).singleElement().satisfies(change -> {
            assertThat(change.version()).isEqualTo(version(artifactKey("a")));
            assertThat(change.base()).isEqualTo(Version.NONE);
        });
    }

    @Test
    default void whatIsSentAgainWaitsInAGreaterVersion() {
        saveArtifact("unnoticed", "one");
        becomePrimary();
        saveArtifact("a", "one");
        var first = version(artifactKey("a"));
        sync().acknowledge(waiting());
        sync().resend(List.of(artifactKey("a"), artifactKey("unnoticed"), artifactKey("absent")));
        assertThat(waitingKeys())
                .containsExactlyInAnyOrder(artifactKey("a"), artifactKey("unnoticed"), artifactKey("absent"));
        assertThat(waiting())
                .filteredOn(RowChange::isRemoval)
                .extracting(RowChange::key)
                .containsExactly(artifactKey("absent"));
        assertThat(version(artifactKey("a"))).isGreaterThan(first);
    }

    @Test
    default void aSecondarySendsAgainToo() {
        saveArtifact("a", "one");
        becomeSecondary();
        sync().resend(List.of(artifactKey("a")));
        assertThat(waitingKeys()).containsExactly(artifactKey("a"));
    }

    @Test
    default void eachRowIsOfItsVersion() throws Exception {
        becomePrimary();
        saveArtifact("a", "name 0");
        var names = new HashMap<Version, String>();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var writing = threads.submit(() -> {
                for (int i = 1; i < 100; i++) {
                    var name = "name " + i;
                    store().unitOfWork().run(() -> {
                        saveArtifact("a", name);
                        names.put(version(artifactKey("a")), name);
                    });
                }
            });
            var seen = new ArrayList<RowChange>();
            while (!writing.isDone()) {
                seen.addAll(waiting());
            }
            writing.get();
            seen.addAll(waiting());
            assertThat(seen)
                    .filteredOn(change -> names.containsKey(change.version()))
                    .isNotEmpty()
                    .allSatisfy(change ->
                            assertThat(ReceptionContract.filename(change)).isEqualTo(names.get(change.version())));
        }
    }

    @Test
    default void whatIsWrittenOfflineWaits() {
        saveArtifact("a", "one");
        becomeSecondary();
        assertThat(sync().<String>writingOffline(() -> {
                    saveArtifact("a", "offline");
                    return "written";
                }))
                .isEqualTo("written");
        assertThat(nameOf("a")).isEqualTo("offline");
        assertThat(waitingKeys()).containsExactly(artifactKey("a"));
    }

    @Test
    default void whatFailsOfflineIsRolledBack() {
        becomeSecondary();
        var failure = new UnsupportedOperationException("rolled back");
        assertThatThrownBy(() -> sync().writingOffline(() -> {
                    saveArtifact("a", "offline");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(nameOf("a")).isEqualTo("gone");
        assertThat(waiting()).isEmpty();
    }

    @Test
    default void whatIsSetAsideIsNoLongerSent() {
        becomePrimary();
        saveArtifact("a", "one");
        saveArtifact("b", "one");
        sync().setAside(Direction.PUSH, artifactKey("a"), "poisoned");
        sync().setAside(Direction.PUSH, artifactKey("a"), "still poisoned");
        assertThat(waitingKeys()).containsExactly(artifactKey("b"));
        assertThat(sync().unsentBacklog().rows()).isEqualTo(1);
        assertThat(sync().deadLetterCount()).isEqualTo(1);
        assertThat(sync().deadLetters(10)).singleElement().satisfies(letter -> {
            assertThat(letter.direction()).isEqualTo(Direction.PUSH);
            assertThat(letter.key()).isEqualTo(artifactKey("a"));
            assertThat(letter.reason()).isEqualTo("still poisoned");
            assertThat(letter.attempts()).isEqualTo(2);
        });
    }

    @Test
    default void deadLettersComeOldestFirst() {
        becomePrimary();
        for (var id : List.of("a", "b", "c")) {
            saveArtifact(id, "one");
            sync().setAside(Direction.PUSH, artifactKey(id), "poisoned");
        }
        assertThat(sync().deadLetters(10)).hasSize(3).isSortedAccordingTo((one, other) -> one.since()
                .compareTo(other.since()));
        assertThat(sync().deadLetters(2)).hasSize(2);
    }

    @Test
    default void aRowThatWasSetAsideIsSentWhenItChanges() {
        becomePrimary();
        saveArtifact("a", "one");
        sync().setAside(Direction.PUSH, artifactKey("a"), "poisoned");
        saveArtifact("a", "two");
        assertThat(waitingKeys()).containsExactly(artifactKey("a"));
        assertThat(sync().deadLetterCount()).isZero();
    }

    @Test
    default void aRowThatIsTriedAgainIsSent() {
        becomePrimary();
        setAside("a", "b");
        assertThat(sync().retry(List.of(artifactKey("a"), artifactKey("nowhere"))))
                .isEqualTo(1);
        assertThat(waitingKeys()).containsExactly(artifactKey("a"));
        assertThat(sync().deadLetters(10)).extracting(DeadLetter::key).containsExactly(artifactKey("b"));
        assertThat(sync().retry(List.of())).isEqualTo(1);
        assertThat(sync().deadLetterCount()).isZero();
    }

    @Test
    default void aRowThatIsRefusedAgainIsSetAsideSinceTheFirstTime() {
        becomePrimary();
        setAside("a");
        var first = sync().deadLetters(10).getFirst();
        sync().retry(List.of());
        sync().setAside(Direction.PUSH, artifactKey("a"), "still poisoned");
        assertThat(sync().deadLetters(10))
                .containsExactly(new DeadLetter(
                        Direction.PUSH, artifactKey("a"), "still poisoned", first.attempts() + 1, first.since()));

        sync().retry(List.of());
        sync().acknowledge(sync().unsent(10));
        saveArtifact("a", "two");
        sync().setAside(Direction.PUSH, artifactKey("a"), "poisoned anew");
        assertThat(sync().deadLetters(10)).extracting(DeadLetter::attempts).containsExactly(1);
    }

    private void setAside(String... ids) {
        for (var id : ids) {
            saveArtifact(id, "one");
            sync().setAside(Direction.PUSH, artifactKey(id), "poisoned");
        }
    }

    @Test
    default void aRowThatIsGivenUpIsNotSentUntilItChanges() {
        becomePrimary();
        setAside("a", "b");
        assertThat(sync().drop(List.of(artifactKey("a"), artifactKey("nowhere"))))
                .isEqualTo(1);
        assertThat(sync().drop(List.of())).isEqualTo(1);
        assertThat(waiting()).isEmpty();
        assertThat(sync().deadLetterCount()).isZero();
        saveArtifact("a", "two");
        assertThat(waitingKeys()).containsExactly(artifactKey("a"));
    }

    @Test
    default void removalsAreForgottenOnceTheyAreSent() {
        becomePrimary();
        saveArtifact("a", "one");
        removeArtifact("a");
        SyncFixture.letTimePass();
        assertThat(sync().forgetRemovals(Duration.ZERO)).isZero();
        sync().acknowledge(waiting());
        assertThat(sync().forgetRemovals(Duration.ofDays(1))).isZero();
        assertThat(sync().forgetRemovals(Duration.ZERO)).isEqualTo(1);
        assertThat(version(artifactKey("a"))).isEqualTo(Version.NONE);
    }
}
