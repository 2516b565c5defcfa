package ai.pmoves.dox.testing.stores.sync;

import static ai.pmoves.dox.domain.rows.StoreTable.ARTIFACTS;
import static ai.pmoves.dox.domain.rows.StoreTable.DOCUMENTS;
import static ai.pmoves.dox.domain.rows.StoreTable.LOG_ENTRIES;
import static ai.pmoves.dox.domain.rows.StoreTable.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.replication.changes.PushChanges;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes in an edge arrives at its hub. */
@SeparateServer
class PushChangesIT {
    /** More than go at a time. */
    private static final int MANY = 1_200;

    @AutoClose
    private final Devices devices;

    private final Edge edge;
    private final Hub hub;
    private final PushChanges push;

    PushChangesIT(@TempDir Path folder) {
        devices = new Devices(folder);
        edge = devices.leading();
        hub = devices.hub();
        push = new PushChanges(edge);
    }

    private void pushAll() {
        while (push.some(hub) > 0) {
            // until nothing waits
        }
        assertThat(edge.sync().unsentBacklog().isEmpty()).isTrue();
    }

    private void refuse(String table, String column, String value) throws Exception {
        devices.changeShared(
                "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$",
                "create trigger refuse before insert or update on %s for each row when (new.%s = '%s') execute function refuse()"
                        .formatted(table, column, value));
    }

    private void refuseNothing() throws Exception {
        devices.changeShared("drop function refuse cascade");
    }

    private List<RowKey> setAside() {
        return edge.sync().deadLetters(MANY).stream().map(DeadLetter::key).toList();
    }

    @Test
    void twentyThousandRowsArriveInTheirOrder() {
        edge.store().documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(edge.store(), "d", 20_000);
        pushAll();
        assertThat(hub.store().rows().count(LOG_ENTRIES)).isEqualTo(20_000);
        devices.assertSame(edge); // their places in lists, too
    }

    @Test
    void severalChangesOfARowArriveAsItsLastState() {
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        Rows.rename(edge.store(), "a", "two");
        Rows.rename(edge.store(), "a", "three");
        assertThat(push.some(hub)).isEqualTo(1);
        assertThat(Rows.name(hub.store(), "a")).isEqualTo("three");
        devices.assertSame(edge);
    }

    @Test
    void removalsTakeTheirChildrenAlong() {
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        edge.store().documents().add(Rows.document("d", "a", "title"));
        Rows.addLogs(edge.store(), "d", MANY);
        pushAll();
        edge.store().artifacts().remove(Id.of("a"));
        pushAll();
        assertThat(hub.store().rows().count(ARTIFACTS)).isZero();
        assertThat(hub.store().rows().count(LOG_ENTRIES)).isZero();
        assertThat(hub.sync().conflictCount()).isZero();
    }

    @Test
    void aRowThatIsRefusedIsSetAsideWithItsReasonAndBlocksNoOther() throws Exception {
        refuse("log_entries", "message", "entry 700");
        edge.store().documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(edge.store(), "d", MANY);
        pushAll();
        assertThat(hub.store().rows().count(LOG_ENTRIES)).isEqualTo(MANY - 1);
        assertThat(edge.sync().deadLetters(10)).singleElement().satisfies(letter -> {
            assertThat(letter.direction()).isEqualTo(Direction.PUSH);
            assertThat(letter.key()).isEqualTo(new RowKey(LOG_ENTRIES, "log-700"));
            assertThat(letter.reason()).contains("poisoned");
            assertThat(letter.attempts()).isEqualTo(1);
        });
    }

    @Test
    void aRowThatWasSetAsideGoesWhenItIsTriedAgain() throws Exception {
        refuse("artifacts", "filename", "bad");
        edge.store().artifacts().add(Rows.artifact("a", "bad"));
        pushAll();
        edge.sync().retry(List.of());
        pushAll();
        assertThat(setAside()).hasSize(1); // it is still refused
        refuseNothing();
        edge.sync().retry(setAside());
        pushAll();
        assertThat(setAside()).isEmpty();
        devices.assertSame(edge);
    }

    @Test
    void aRowThatWasSetAsideGoesByItselfWhenItChanges() throws Exception {
        refuse("artifacts", "filename", "bad");
        edge.store().artifacts().add(Rows.artifact("a", "bad"));
        pushAll();
        Rows.rename(edge.store(), "a", "good");
        pushAll();
        assertThat(setAside()).isEmpty();
        devices.assertSame(edge);
    }

    @Test
    void aRowThatWasDroppedStaysBehindUntilItChanges() throws Exception {
        refuse("artifacts", "filename", "bad");
        edge.store().artifacts().add(Rows.artifact("a", "bad"));
        pushAll();
        assertThat(edge.sync().drop(setAside())).isEqualTo(1);
        refuseNothing();
        pushAll();
        assertThat(Rows.name(hub.store(), "a")).isEqualTo("gone");
        Rows.rename(edge.store(), "a", "good");
        pushAll();
        devices.assertSame(edge);
        assertThat(hub.sync().conflictCount()).isZero();
    }

    @Test
    void childrenOfARefusedRowAreSetAsideAndNameIt() throws Exception {
        refuse("documents", "title", "bad");
        edge.store().documents().add(Rows.document("d", null, "bad"));
        edge.store().documents().add(Rows.document("e", null, "good"));
        Rows.addLogs(edge.store(), "d", MANY);
        Rows.addTag(edge.store(), "t", "e");
        pushAll();
        assertThat(Rows.exists(hub.store(), TAGS, "t")).isTrue();
        assertThat(edge.sync().deadLetterCount()).isEqualTo(MANY + 1);
        assertThat(edge.sync().deadLetters(MANY + 1))
                .filteredOn(letter -> letter.key().table() == LOG_ENTRIES)
                .allSatisfy(letter -> assertThat(letter.reason())
                        .startsWith("Its parent, documents 'd', is refused: ")
                        .contains("poisoned"));
        refuseNothing();
        edge.sync().retry(List.of());
        pushAll();
        devices.assertSame(edge);
    }

    @Test
    void parentsThatTheHubHasNeverSeenGoAlong() {
        var late = devices.device();
        late.store().artifacts().add(Rows.artifact("a", "one"));
        late.store().documents().add(Rows.document("d", "a", "title"));
        devices.lead(late);
        Rows.addTag(late.store(), "t", "d");
        var pushLate = new PushChanges(late);
        assertThat(pushLate.some(hub)).isEqualTo(1);
        devices.assertSame(late);
        assertThat(late.sync().unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void whatWaitsWhileTheLineIsCutArrivesAfterwards() throws Exception {
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        devices.line().cut();
        assertThatThrownBy(() -> push.some(hub)).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.kind())
                .isEqualTo(FailureKind.UNAVAILABLE));
        edge.store().artifacts().add(Rows.artifact("b", "two"));
        assertThat(edge.sync().unsentBacklog().rows()).isEqualTo(2);
        devices.line().restore();
        Eventually.await("the hub is back").until(() -> hub.store().health().isAvailable());
        pushAll();
        assertThat(setAside()).isEmpty();
        devices.assertSame(edge);
    }

    @Test
    void whatMayHaveBeenCommittedIsSentAgainAndIsThereOnce() {
        for (int i = 0; i < 4; i++) {
            edge.store().artifacts().add(Rows.artifact("a" + i, "one"));
            if (i % 2 == 0) {
                devices.line().cutAfterCommit();
            } else {
                devices.line().cutBeforeCommit();
            }
            assertThatThrownBy(() -> push.some(hub)).isInstanceOf(DoxException.class);
            devices.line().restore();
            pushAll();
        }
        Rows.rename(edge.store(), "a0", "two");
        devices.line().cutAfterCommit();
        assertThatThrownBy(() -> push.some(hub)).isInstanceOf(DoxException.class);
        devices.line().restore();
        pushAll();
        assertThat(hub.sync().conflictCount()).isZero();
        devices.assertSame(edge);
    }

    @Test
    void aRowThatChangesWhileItIsSentMakesNoConflict() {
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        var sent = edge.sync().unsent(10);
        hub.sync().receive(edge.sync().role(), sent);
        Rows.rename(edge.store(), "a", "two");
        edge.sync().acknowledge(sent);
        pushAll();
        assertThat(Rows.name(hub.store(), "a")).isEqualTo("two");
        assertThat(hub.sync().conflictCount()).isZero();
    }

    @Test
    void whatArrivesAgainAfterLaterChangesChangesNothing() {
        edge.store().documents().add(Rows.document("d", null, "title"));
        Rows.addTag(edge.store(), "t", "d");
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        var sent = edge.sync().unsent(10);
        pushAll();
        Rows.rename(edge.store(), "a", "two");
        edge.store().documents().remove(Id.of("d"));
        pushAll();
        var receipts = hub.sync().receive(edge.sync().role(), sent);
        assertThat(receipts).allMatch(receipt -> receipt.outcome() == Outcome.TAKEN);
        assertThat(hub.sync().conflictCount()).isZero();
        devices.assertSame(edge);
    }

    @Test
    void aHubThatWasClosedSetsNothingAside() {
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        hub.store().close();
        assertThatThrownBy(() -> push.some(hub)).isInstanceOf(IllegalStateException.class);
        assertThat(setAside()).isEmpty();
        assertThat(edge.sync().unsentBacklog().rows()).isEqualTo(1);
    }

    @Test
    void anEdgeThatIsNotThePrimaryAnyMoreKeepsWhatWaits() {
        edge.store().documents().add(Rows.document("d", null, "title"));
        devices.lead(devices.device());
        assertThatThrownBy(() -> push.some(hub)).hasMessageContaining("takes no changes of the store");
        assertThat(setAside()).isEmpty();
        assertThat(edge.sync().unsent(10)).singleElement().satisfies(change -> assertThat(change.key())
                .isEqualTo(new RowKey(DOCUMENTS, "d")));
    }
}
