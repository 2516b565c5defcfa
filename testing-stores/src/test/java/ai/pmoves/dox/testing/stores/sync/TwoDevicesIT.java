package ai.pmoves.dox.testing.stores.sync;

import static ai.pmoves.dox.domain.rows.StoreTable.ARTIFACTS;
import static ai.pmoves.dox.domain.rows.StoreTable.DOCUMENTS;
import static ai.pmoves.dox.domain.rows.StoreTable.LOG_ENTRIES;
import static ai.pmoves.dox.domain.rows.StoreTable.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.replication.changes.PullChanges;
import ai.pmoves.dox.replication.changes.PushChanges;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices that follow one hub and write while they are offline. */
@SeparateServer
class TwoDevicesIT {
    /** More than go at a time. */
    private static final int MANY = 1_200;

    @AutoClose
    private final Devices devices;

    private final Hub hub;
    private final Edge one;
    private final Edge other;

    TwoDevicesIT(@TempDir Path folder) {
        devices = new Devices(folder);
        hub = devices.hub();
        one = devices.following();
        other = devices.following();
    }

    private static void offline(Edge edge, Runnable work) {
        edge.sync().writingOffline(() -> {
            work.run();
            return true;
        });
    }

    /** Sends and takes, as often as it needs, as somebody does who tries again when something is busy. */
    private void bringUpToDate(Edge edge) {
        var push = new PushChanges(edge);
        var pull = new PullChanges(edge);
        long moved = 1;
        while (moved > 0) {
            try {
                moved = push.some(hub);
                moved += pull.some(hub);
            } catch (DoxException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY);
                moved = 1;
            }
        }
    }

    private void bringAllUpToDate() {
        bringUpToDate(one);
        bringUpToDate(other);
        bringUpToDate(one);
        devices.assertSame(one);
        devices.assertSame(other);
    }

    @Test
    void whatEachWritesComesToTheOther() {
        offline(one, () -> one.store().artifacts().add(Rows.artifact("a", "one")));
        offline(other, () -> other.store().artifacts().add(Rows.artifact("b", "two")));
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "b")).isEqualTo("two");
        assertThat(Rows.name(other.store(), "a")).isEqualTo("one");
        assertThat(hub.sync().conflictCount()).isZero();
    }

    @Test
    void ofTwoChangesOfARowOneCountsEverywhereAndTheOtherIsKept() {
        hub.store().artifacts().add(Rows.artifact("a", "before"));
        bringAllUpToDate();
        offline(one, () -> Rows.rename(one.store(), "a", "by one"));
        offline(other, () -> Rows.rename(other.store(), "a", "by the other"));
        bringAllUpToDate();
        var won = Rows.name(hub.store(), "a");
        var lost = won.equals("by one") ? "by the other" : "by one";
        assertThat(hub.sync().conflicts(10)).singleElement().satisfies(conflict -> {
            assertThat(conflict.key()).isEqualTo(new RowKey(ARTIFACTS, "a"));
            assertThat(conflict.lost()).isLessThan(conflict.won());
            assertThat(conflict.lostRow()).isNotNull();
            assertThat(conflict.lostRow().asObject()).containsEntry("filename", lost);
        });
    }

    @Test
    void whatIsSentTwiceMakesOneConflict() {
        hub.store().artifacts().add(Rows.artifact("a", "before"));
        bringAllUpToDate();
        offline(one, () -> Rows.rename(one.store(), "a", "by one"));
        offline(other, () -> Rows.rename(other.store(), "a", "by the other"));
        offline(other, () -> Rows.rename(other.store(), "a", "by the other again"));
        bringUpToDate(other);
        for (int i = 0; i < 3; i++) {
            hub.sync().receive(one.sync().role(), one.sync().unsent(10));
        }
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo("by the other again");
        assertThat(hub.sync().conflictCount()).isEqualTo(1);
    }

    @Test
    void whatIsSentAgainAfterAnotherHasChangedItKnowinglyIsNoConflict() {
        offline(one, () -> one.store().artifacts().add(Rows.artifact("a", "by one")));
        var sent = one.sync().unsent(10);
        hub.sync().receive(one.sync().role(), sent); // and the answer is lost
        bringUpToDate(other);
        offline(other, () -> Rows.rename(other.store(), "a", "by the other"));
        bringUpToDate(other);
        Rows.rename(hub.store(), "a", "by the hub");
        for (int i = 0; i < 2; i++) {
            assertThat(hub.sync().receive(one.sync().role(), sent))
                    .singleElement()
                    .satisfies(receipt -> assertThat(receipt.outcome()).isEqualTo(Outcome.LOST));
        }
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo("by the hub");
        assertThat(hub.sync().conflictCount()).isZero();
        assertThat(one.sync().unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void whatWasMadeOfALostAnswerMeetsWhatAnotherMadeOfIt() {
        offline(one, () -> one.store().artifacts().add(Rows.artifact("a", "by one")));
        hub.sync().receive(one.sync().role(), one.sync().unsent(10)); // and the answer is lost
        bringUpToDate(other);
        offline(other, () -> Rows.rename(other.store(), "a", "by the other"));
        bringUpToDate(other);
        offline(one, () -> Rows.rename(one.store(), "a", "by one again"));
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo(Rows.name(other.store(), "a"));
        assertThat(hub.sync().conflictCount()).isEqualTo(1);
    }

    @Test
    void aRemovalAndAChangeOfARowComeToOneEnd() {
        hub.store().artifacts().add(Rows.artifact("a", "before"));
        bringAllUpToDate();
        offline(one, () -> one.store().artifacts().remove(Id.of("a")));
        offline(other, () -> Rows.rename(other.store(), "a", "by the other"));
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo(Rows.name(other.store(), "a"));
        assertThat(hub.sync().conflictCount()).isEqualTo(1);
    }

    @Test
    void whatIsAddedToARowThatAnotherRemovesGoesWithItAndIsKept() {
        hub.store().documents().add(Rows.document("d", null, "title"));
        bringAllUpToDate();
        offline(one, () -> one.store().documents().remove(Id.of("d")));
        offline(other, () -> Rows.addTag(other.store(), "t", "d"));
        bringUpToDate(one);
        bringUpToDate(other);
        bringAllUpToDate();
        assertThat(Rows.exists(hub.store(), TAGS, "t")).isFalse();
        assertThat(hub.sync().conflicts(10)).singleElement().satisfies(conflict -> assertThat(conflict.key())
                .isEqualTo(new RowKey(TAGS, "t")));
    }

    @Test
    void whatIsAddedBelowARowThatIsAddedToARemovedOneGoesWithThem() {
        hub.store().artifacts().add(Rows.artifact("a", "before"));
        bringAllUpToDate();
        hub.store().artifacts().remove(Id.of("a"));
        offline(one, () -> {
            one.store().documents().add(Rows.document("d", "a", "title"));
            Rows.addLogs(one.store(), "d", MANY);
        });
        bringAllUpToDate();
        assertThat(one.store().rows().count(DOCUMENTS)).isZero();
        assertThat(one.store().rows().count(LOG_ENTRIES)).isZero();
        assertThat(one.sync().deadLetterCount()).isZero();
        assertThat(hub.sync().conflictCount()).isEqualTo(MANY + 1);
    }

    @Test
    void aRowOfTheDeepestJsonIsKeptWhenItLoses() {
        hub.store().artifacts().add(Rows.artifact("a", "before"));
        bringAllUpToDate();
        var deepest = Json.of(1);
        for (int i = 0; i < Json.MAX_DEPTH; i++) {
            deepest = Json.of(List.of(deepest));
        }
        var extras = deepest;
        offline(one, () -> Rows.describe(one.store(), "a", extras));
        offline(other, () -> Rows.rename(other.store(), "a", "by the other"));
        offline(other, () -> Rows.rename(other.store(), "a", "by the other again"));
        bringAllUpToDate();
        assertThat(Rows.name(one.store(), "a")).isEqualTo("by the other again");
        assertThat(hub.sync().conflicts(10)).singleElement().satisfies(conflict -> {
            assertThat(conflict.lostRow()).isNotNull();
            assertThat(String.valueOf(conflict.lostRow().asObject().get("extras")))
                    .startsWith("[[[");
        });
    }

    @Test
    void aRowThatLosesAgainstItsRemovalWaitsForManyChildrenThatLoseToo() {
        hub.store().artifacts().add(Rows.artifact("a", "before"));
        hub.store().documents().add(Rows.document("d", "a", "title"));
        bringAllUpToDate();
        Rows.rename(hub.store(), "a", "changed twice");
        hub.store().artifacts().remove(Id.of("a"));
        offline(one, () -> {
            Rows.rename(one.store(), "a", "by one");
            Rows.addLogs(one.store(), "d", MANY);
        });
        bringAllUpToDate();
        assertThat(one.store().rows().count(ARTIFACTS)).isZero();
        assertThat(one.store().rows().count(LOG_ENTRIES)).isZero();
        assertThat(hub.sync().conflictCount()).isEqualTo(MANY + 1);
        assertThat(one.sync().deadLetters(10)).isEqualTo(List.of());
    }

    @Test
    void whatIsAddedBelowARowThatIsRemovedHereWaitsUntilTheRemovalIsSent() {
        hub.store().documents().add(Rows.document("d", null, "title"));
        bringAllUpToDate();
        offline(one, () -> one.store().documents().remove(Id.of("d")));
        Rows.addTag(hub.store(), "t", "d");
        Rows.retitle(hub.store(), "d", "changed");
        Rows.retitle(hub.store(), "d", "changed twice"); // so that the removal loses
        assertThatThrownBy(() -> new PullChanges(one).some(hub))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY));
        bringAllUpToDate();
        assertThat(one.sync().deadLetters(10)).isEmpty();
        assertThat(Rows.exists(one.store(), TAGS, "t")).isTrue();
    }

    @Test
    void whatWinsButGoesWithItsParentIsKnownToBeGone() {
        hub.store().artifacts().add(Rows.artifact("a", "before"));
        hub.store().documents().add(Rows.document("d", "a", "title"));
        bringAllUpToDate();
        Rows.retitle(hub.store(), "d", "changed");
        Rows.retitle(hub.store(), "d", "changed twice");
        offline(one, () -> one.store().artifacts().remove(Id.of("a")));
        bringAllUpToDate();
        assertThat(one.sync().deadLetters(10)).isEmpty();
        assertThat(hub.store().rows().count(DOCUMENTS)).isZero();
        assertThat(hub.sync().conflicts(10))
                .extracting(conflict -> conflict.lostRow())
                .anySatisfy(row -> assertThat(row.asObject()).containsEntry("title", "changed twice"));
    }
}
