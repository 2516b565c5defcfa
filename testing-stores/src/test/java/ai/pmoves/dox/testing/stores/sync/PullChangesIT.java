package ai.pmoves.dox.testing.stores.sync;

import static ai.pmoves.dox.domain.rows.StoreTable.ARTIFACTS;
import static ai.pmoves.dox.domain.rows.StoreTable.LOG_ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.changes.PullChanges;
import ai.pmoves.dox.replication.changes.PushChanges;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes in a hub arrives at its edges. */
@SeparateServer
class PullChangesIT {
    /** More than come at a time. */
    private static final int MANY = 1_200;

    private final Path folder;

    @AutoClose
    private final Devices devices;

    private final Edge edge;
    private final Hub hub;
    private final Store shared;
    private final PullChanges pull;

    PullChangesIT(@TempDir Path folder) {
        this.folder = folder;
        devices = new Devices(folder);
        edge = devices.following();
        hub = devices.hub();
        shared = hub.store();
        pull = new PullChanges(edge);
    }

    private void pullAll() {
        while (pull.some(hub) > 0) {
            // until nothing is new
        }
    }

    private List<DeadLetter> setAside() {
        return edge.sync().deadLetters(MANY);
    }

    @Test
    void twentyThousandRowsArriveInTheirOrder() {
        shared.documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(shared, "d", 20_000);
        pullAll();
        assertThat(edge.store().rows().count(LOG_ENTRIES)).isEqualTo(20_000);
        devices.assertSame(edge);
        assertThat(edge.sync().unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void removalsTakeTheirChildrenAlong() {
        shared.artifacts().add(Rows.artifact("a", "one"));
        shared.documents().add(Rows.document("d", "a", "title"));
        Rows.addLogs(shared, "d", MANY);
        pullAll();
        shared.artifacts().remove(Id.of("a"));
        pullAll();
        assertThat(edge.store().rows().count(ARTIFACTS)).isZero();
        devices.assertSame(edge);
    }

    @Test
    void aParentThatComesLaterInTheFeedThanItsChildrenIsTakenFirst() {
        shared.artifacts().add(Rows.artifact("a", "one"));
        shared.documents().add(Rows.document("d", "a", "title"));
        Rows.addLogs(shared, "d", MANY);
        Rows.rename(shared, "a", "two");
        var document = shared.documents().find(Id.of("d")).orElseThrow();
        shared.documents().update(document);
        assertThat(pull.some(hub)).isPositive();
        assertThat(Rows.name(edge.store(), "a")).isEqualTo("two");
        pullAll();
        devices.assertSame(edge);
        assertThat(setAside()).isEmpty();
    }

    @Test
    void aRowThatIsRefusedIsSetAsideAndComesWhenItIsTriedAgain() throws Exception {
        devices.changeEmbedded(
                0,
                "create trigger refuse before insert on log_entries when new.message = 'entry 700'"
                        + " begin select raise(abort, 'poisoned'); end");
        shared.documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(shared, "d", MANY);
        pullAll();
        assertThat(edge.store().rows().count(LOG_ENTRIES)).isEqualTo(MANY - 1);
        assertThat(setAside()).singleElement().satisfies(letter -> {
            assertThat(letter.direction()).isEqualTo(Direction.PULL);
            assertThat(letter.key()).isEqualTo(new RowKey(LOG_ENTRIES, "log-700"));
            assertThat(letter.reason()).contains("poisoned");
        });
        edge.sync().retry(List.of());
        pullAll();
        assertThat(setAside()).hasSize(1); // it is still refused
        devices.changeEmbedded(0, "drop trigger refuse");
        edge.sync().retry(List.of());
        pullAll();
        assertThat(setAside()).isEmpty();
        devices.assertSame(edge);
    }

    @Test
    void aRowThatWasSetAsideIsDroppedByHand() throws Exception {
        devices.changeEmbedded(
                0, "create trigger refuse before insert on artifacts begin select raise(abort, 'poisoned'); end");
        shared.artifacts().add(Rows.artifact("a", "one"));
        pullAll();
        assertThat(edge.sync().drop(List.of(new RowKey(ARTIFACTS, "a")))).isEqualTo(1);
        pullAll();
        assertThat(setAside()).isEmpty();
        assertThat(Rows.name(edge.store(), "a")).isEqualTo("gone");
    }

    @Test
    void withoutAPlaceInTheFeedEverythingComesByASnapshot() {
        shared.artifacts().add(Rows.artifact("a", "one"));
        shared.documents().add(Rows.document("d", "a", "title"));
        Rows.addLogs(shared, "d", MANY);
        var late = devices.device();
        late.store().artifacts().add(Rows.artifact("nowhere else", "one"));
        devices.follow(late);
        var pullLate = new PullChanges(late);
        assertThat(pullLate.some(hub)).isEqualTo(2 + MANY);
        devices.assertSame(late);
        Rows.rename(shared, "a", "two");
        shared.documents().remove(Id.of("d"));
        while (pullLate.some(hub) > 0) {
            // the rest by the feed
        }
        devices.assertSame(late);
    }

    @Test
    void anEdgeThatWasAwayForTooLongTakesASnapshotAndKeepsWhatWaits() {
        shared.artifacts().add(Rows.artifact("kept", "one"));
        shared.artifacts().add(Rows.artifact("changed", "one"));
        shared.artifacts().add(Rows.artifact("removed", "one"));
        pullAll();
        Rows.rename(shared, "kept", "two");
        shared.artifacts().remove(Id.of("removed"));
        edge.sync().writingOffline(() -> {
            Rows.rename(edge.store(), "changed", "offline");
            edge.store().artifacts().add(Rows.artifact("made", "offline"));
            return true;
        });
        assertThat(hub.sync().forgetRemovals(Duration.ZERO)).isEqualTo(1);
        pull.some(hub);
        assertThat(Rows.name(edge.store(), "kept")).isEqualTo("two");
        assertThat(Rows.name(edge.store(), "removed")).isEqualTo("gone");
        assertThat(Rows.name(edge.store(), "changed")).isEqualTo("offline");
        assertThat(Rows.name(edge.store(), "made")).isEqualTo("offline");
        new PushChanges(edge).some(hub);
        pullAll();
        devices.assertSame(edge);
        assertThat(Rows.name(shared, "made")).isEqualTo("offline");
        assertThat(hub.sync().conflictCount()).isZero();
    }

    @Test
    void parentsThatTheEdgeHasLostComeAlong() throws Exception {
        shared.artifacts().add(Rows.artifact("a", "one"));
        shared.documents().add(Rows.document("d", "a", "title"));
        pullAll();
        devices.changeEmbedded(
                0,
                "update sync_state set mark = 1",
                "delete from documents",
                "delete from artifacts",
                "update sync_state set mark = 0");
        Rows.addTag(shared, "t", "d");
        pullAll();
        devices.assertSame(edge);
    }

    @Test
    void aSnapshotSetsRowsAsideThatAreRefused() throws Exception {
        shared.documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(shared, "d", MANY);
        var late = devices.device();
        devices.follow(late);
        devices.changeEmbedded(
                1,
                "create trigger refuse before insert on log_entries when new.message = 'entry 700'"
                        + " begin select raise(abort, 'poisoned'); end");
        new PullChanges(late).some(hub);
        assertThat(late.store().rows().count(LOG_ENTRIES)).isEqualTo(MANY - 1);
        assertThat(late.sync().deadLetters(10)).singleElement().satisfies(letter -> assertThat(letter.key())
                .isEqualTo(new RowKey(LOG_ENTRIES, "log-700")));
    }

    @Test
    void anInterruptedSnapshotIsTakenOnceMore() {
        shared.documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(shared, "d", MANY);
        var late = devices.device();
        devices.follow(late);
        devices.line().stall();
        var pullLate = new PullChanges(late);
        assertThatThrownBy(() -> pullLate.some(hub)).isInstanceOf(DoxException.class);
        devices.line().restore();
        assertThat(pullLate.some(hub)).isEqualTo(1 + MANY);
        devices.assertSame(late);
    }

    @Test
    void aPrimaryTakesNoSnapshot() {
        try (var other = new Devices(folder.resolve("other"))) {
            var leading = other.device();
            leading.store().artifacts().add(Rows.artifact("a", "one"));
            other.lead(leading);
            assertThat(new PullChanges(leading).some(other.hub())).isZero();
            assertThat(Rows.name(leading.store(), "a")).isEqualTo("one");
        }
    }
}
