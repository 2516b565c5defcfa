package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifactKey;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two devices that follow one hub and write while they are offline. */
class TwoDevicesTest {
    /** More than go at a time. */
    private static final int MANY = 1_200;

    @RegisterExtension
    private final Devices devices = new Devices();

    private Store shared;
    private HubSync hubSync;
    private Device one;
    private Device other;

    @BeforeEach
    void open() {
        one = devices.following();
        other = devices.following();
        shared = devices.shared();
        hubSync = devices.hub().direct().sync();
    }

    private void bringAllUpToDate() {
        one.replicate();
        other.replicate();
        one.replicate();
        for (var device : List.of(one, other)) {
            devices.assertSame(device);
            assertThat(device.sync().deadLetters(10)).isEmpty();
            assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        }
    }

    private List<RowKey> conflicts() {
        return hubSync.conflicts(10).stream().map(conflict -> conflict.key()).toList();
    }

    private void makeArtifact(String id) {
        shared.artifacts().add(Rows.artifact(id, "before"));
        bringAllUpToDate();
    }

    @Test
    void whatEachWritesComesToTheOther() {
        one.offline(() -> one.store().artifacts().add(Rows.artifact("a", "one")));
        other.offline(() -> other.store().artifacts().add(Rows.artifact("b", "two")));
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "b")).isEqualTo("two");
        assertThat(Rows.name(other.store(), "a")).isEqualTo("one");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void ofTwoChangesOfARowOneCountsEverywhereAndTheOtherIsKept() {
        makeArtifact("a");
        one.offline(() -> Rows.rename(one.store(), "a", "by one"));
        other.offline(() -> Rows.rename(other.store(), "a", "by the other"));
        bringAllUpToDate();
        var lost = Rows.name(shared, "a").equals("by one") ? "by the other" : "by one";
        assertThat(hubSync.conflicts(10)).singleElement().satisfies(conflict -> {
            assertThat(conflict.key()).isEqualTo(artifactKey("a"));
            assertThat(conflict.lost()).isLessThan(conflict.won());
            assertThat(Objects.requireNonNull(conflict.lostRow()).asObject()).containsEntry("filename", lost);
        });
    }

    @Test
    void aRowThatBothMakeIsAConflict() {
        one.offline(() -> one.store().artifacts().add(Rows.artifact("a", "by one")));
        other.offline(() -> other.store().artifacts().add(Rows.artifact("a", "by the other")));
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo(Rows.name(other.store(), "a"));
        assertThat(conflicts()).containsExactly(artifactKey("a"));
    }

    @Test
    void whatIsSentTwiceMakesOneConflict() {
        makeArtifact("a");
        one.offline(() -> Rows.rename(one.store(), "a", "by one"));
        other.offline(() -> Rows.rename(other.store(), "a", "by the other"));
        other.offline(() -> Rows.rename(other.store(), "a", "by the other again"));
        other.replicate();
        for (int i = 0; i < 3; i++) {
            hubSync.receive(one.sync().role(), one.sync().unsent(10));
        }
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo("by the other again");
        assertThat(conflicts()).containsExactly(artifactKey("a"));
    }

    @Test
    void whatIsSentAgainAfterAnotherHasChangedItKnowinglyIsNoConflict() {
        one.offline(() -> one.store().artifacts().add(Rows.artifact("a", "by one")));
        var sent = one.sync().unsent(10);
        hubSync.receive(one.sync().role(), sent); // and the answer is lost
        other.replicate();
        other.offline(() -> Rows.rename(other.store(), "a", "by the other"));
        other.replicate();
        Rows.rename(shared, "a", "by the hub");
        assertThat(hubSync.receive(one.sync().role(), sent))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.outcome()).isEqualTo(Outcome.LOST));
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo("by the hub");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void whatWasMadeOfALostAnswerMeetsWhatAnotherMadeOfIt() {
        one.offline(() -> one.store().artifacts().add(Rows.artifact("a", "by one")));
        hubSync.receive(one.sync().role(), one.sync().unsent(10)); // and the answer is lost
        other.replicate();
        other.offline(() -> Rows.rename(other.store(), "a", "by the other"));
        other.replicate();
        one.offline(() -> Rows.rename(one.store(), "a", "by one again"));
        bringAllUpToDate();
        assertThat(conflicts()).containsExactly(artifactKey("a"));
    }

    @Test
    void aRemovalAndAChangeOfARowComeToOneEnd() {
        makeArtifact("a");
        one.offline(() -> one.store().artifacts().remove(Id.of("a")));
        other.offline(() -> Rows.rename(other.store(), "a", "by the other"));
        bringAllUpToDate();
        assertThat(conflicts()).containsExactly(artifactKey("a"));
    }

    @Test
    void aRowThatBothRemoveIsNoConflict() {
        makeArtifact("a");
        one.offline(() -> one.store().artifacts().remove(Id.of("a")));
        other.offline(() -> other.store().artifacts().remove(Id.of("a")));
        bringAllUpToDate();
        assertThat(Rows.artifacts(shared)).isEmpty();
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void whatIsAddedToARowThatAnotherRemovesGoesWithItAndIsKept() {
        shared.documents().add(Rows.document("d", null));
        bringAllUpToDate();
        one.offline(() -> one.store().documents().remove(Id.of("d")));
        other.offline(() -> other.store().tags().addAll(List.of(Rows.tag("t", "d"))));
        one.replicate();
        bringAllUpToDate();
        assertThat(Rows.exists(shared, StoreTable.TAGS, "t")).isFalse();
        assertThat(conflicts()).containsExactly(new RowKey(StoreTable.TAGS, "t"));
    }

    @Test
    void whatWasAddedToARowBeforeAnotherRemovesItGoesWithItAndIsKept() {
        shared.documents().add(Rows.document("d", null));
        bringAllUpToDate();
        one.offline(() -> one.store().documents().remove(Id.of("d")));
        other.offline(() -> other.store().tags().addAll(List.of(Rows.tag("t", "d"))));
        other.replicate();
        bringAllUpToDate();
        assertThat(Rows.exists(other.store(), StoreTable.TAGS, "t")).isFalse();
        assertThat(conflicts()).containsExactly(new RowKey(StoreTable.TAGS, "t"));
    }

    @Test
    void manyRowsBelowARowThatIsAddedToARemovedOneGoWithThem() {
        makeArtifact("a");
        shared.artifacts().remove(Id.of("a"));
        one.offline(() -> {
            one.store().documents().add(Rows.document("d", "a"));
            Rows.addLogs(one.store(), "d", MANY); // of which some come in a later call
        });
        bringAllUpToDate();
        assertThat(one.store().rows().count(StoreTable.DOCUMENTS)).isZero();
        assertThat(one.store().rows().count(StoreTable.LOG_ENTRIES)).isZero();
        assertThat(hubSync.conflictCount()).isEqualTo(MANY + 1);
    }

    @Test
    void aRowOfTheDeepestJsonIsKeptWhenItLoses() {
        makeArtifact("a");
        var deepest = Json.of(1);
        for (int i = 0; i < Json.MAX_DEPTH; i++) {
            deepest = Json.of(List.of(deepest));
        }
        var extras = deepest;
        one.offline(() -> Rows.describe(one.store(), "a", extras));
        other.offline(() -> Rows.rename(other.store(), "a", "by the other"));
        other.offline(() -> Rows.rename(other.store(), "a", "by the other again"));
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo("by the other again");
        assertThat(conflicts()).containsExactly(artifactKey("a"));
    }

    @Test
    void aRowThatLosesAgainstItsRemovalWaitsForManyChildrenThatLoseToo() {
        makeArtifact("a");
        shared.documents().add(Rows.document("d", "a"));
        bringAllUpToDate();
        Rows.rename(shared, "a", "changed twice");
        shared.artifacts().remove(Id.of("a"));
        one.offline(() -> {
            Rows.rename(one.store(), "a", "by one");
            Rows.addLogs(one.store(), "d", MANY);
        });
        bringAllUpToDate();
        assertThat(one.store().rows().count(StoreTable.ARTIFACTS)).isZero();
        assertThat(one.store().rows().count(StoreTable.LOG_ENTRIES)).isZero();
        assertThat(hubSync.conflictCount()).isEqualTo(MANY + 1);
    }

    @Test
    void whatIsAddedBelowARowThatIsRemovedHereWaitsUntilTheRemovalIsSent() {
        shared.documents().add(Rows.document("d", null));
        bringAllUpToDate();
        one.offline(() -> one.store().documents().remove(Id.of("d")));
        shared.tags().addAll(List.of(Rows.tag("t", "d")));
        Rows.retitle(shared, "d", "changed");
        Rows.retitle(shared, "d", "changed twice"); // so that the removal loses
        assertFails(() -> one.pull(), ErrorCode.STORE_BUSY);
        bringAllUpToDate();
        assertThat(Rows.exists(one.store(), StoreTable.TAGS, "t")).isTrue();
    }

    @Test
    void aRowThatIsRemovedWhileOneBelowItComesIsDecidedWhereTheRemovalIsSent() {
        shared.documents().add(Rows.document("d", null));
        bringAllUpToDate();
        shared.tags().addAll(List.of(Rows.tag("t", "d")));
        one.toHub()
                .after(
                        "HubSync.feed",
                        () -> one.offline(() -> one.store().documents().remove(Id.of("d"))));
        assertFails(() -> one.pull(), ErrorCode.STORE_BUSY);
        bringAllUpToDate();
        assertThat(Rows.exists(shared, StoreTable.DOCUMENTS, "d")).isFalse();
        assertThat(conflicts()).containsExactly(new RowKey(StoreTable.TAGS, "t"));
    }

    @Test
    void whatWinsButGoesWithItsParentIsKnownToBeGone() {
        makeArtifact("a");
        shared.documents().add(Rows.document("d", "a"));
        bringAllUpToDate();
        Rows.retitle(shared, "d", "changed");
        Rows.retitle(shared, "d", "changed twice");
        one.offline(() -> one.store().artifacts().remove(Id.of("a")));
        bringAllUpToDate();
        assertThat(shared.rows().count(StoreTable.DOCUMENTS)).isZero();
        assertThat(hubSync.conflicts(10))
                .extracting(conflict -> conflict.lostRow())
                .anySatisfy(row ->
                        assertThat(Objects.requireNonNull(row).asObject()).containsEntry("title", "changed twice"));
    }

    @Test
    void aWinnerThatIsRefusedHereIsSetAsideAndComesLater() {
        makeArtifact("a");
        Rows.rename(shared, "a", "bad");
        Rows.rename(shared, "a", "bad again");
        one.embedded().refuse("artifacts", "new.filename like 'bad%'");
        one.offline(() -> Rows.rename(one.store(), "a", "by one"));
        one.push();
        assertThat(one.sync().deadLetters(10)).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(artifactKey("a"));
            assertThat(letter.reason()).startsWith("The shared store's row counts, and is refused here: ");
        });
        assertThat(Rows.name(one.store(), "a")).isEqualTo("by one");
        one.embedded().refuseNothing();
        one.sync().retry(List.of());
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo("bad again");
    }

    @Test
    void aRowThatChangesAgainWhileItGivesWayIsSentAgain() {
        makeArtifact("a");
        Rows.rename(shared, "a", "by the hub");
        Rows.rename(shared, "a", "by the hub again");
        one.offline(() -> Rows.rename(one.store(), "a", "by one"));
        one.toHub().after("HubSync.receive", () -> one.offline(() -> Rows.rename(one.store(), "a", "by one again")));
        one.push();
        assertThat(Rows.name(one.store(), "a")).isEqualTo(Rows.name(shared, "a"));
        bringAllUpToDate();
        assertThat(hubSync.conflicts(10)).hasSizeBetween(1, 2);
        var versions = hubSync.versions(List.of(artifactKey("a")));
        assertThat(one.sync().versions(List.of(artifactKey("a")))).isEqualTo(versions);
    }
}
