package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Rows.artifactKey;
import static ai.pmoves.dox.testing.embedded.Rows.documentKey;
import static ai.pmoves.dox.testing.embedded.Rows.logKey;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change that the hub rejects becomes a dead letter, and delays no other. */
class PushRejectedTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    private Device device;
    private Store store;

    @BeforeEach
    void open() {
        device = devices.leading();
        store = device.store();
    }

    private List<RowKey> deadLetters() {
        return device.sync().deadLetters(10).stream().map(DeadLetter::key).toList();
    }

    private void assertAllIsSent() {
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        assertThat(deadLetters()).isEmpty();
        devices.assertSame(device);
        assertThat(devices.hub().direct().sync().conflictCount()).isZero();
    }

    @Test
    void aRowThatIsRefusedIsSetAsideWithItsReasonAndBlocksNoOther() {
        devices.hub().refuse("log_entries", "new.id = 'log-7'");
        store.documents().add(Rows.document("d", null));
        Rows.addLogs(store, "d", 30);
        device.push();
        assertThat(devices.shared().rows().count(StoreTable.LOG_ENTRIES)).isEqualTo(29);
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        assertThat(device.sync().deadLetters(10)).singleElement().satisfies(letter -> {
            assertThat(letter.direction()).isEqualTo(Direction.PUSH);
            assertThat(letter.key()).isEqualTo(logKey("log-7"));
            assertThat(letter.reason()).contains("poisoned").doesNotContain("\n");
            assertThat(letter.attempts()).isEqualTo(1);
        });
    }

    @Test
    void aRowThatWasSetAsideGoesWhenItIsTriedAgain() {
        devices.hub().refuse("artifacts", "new.filename = 'bad'");
        store.artifacts().add(Rows.artifact("a", "bad"));
        device.push();
        device.sync().retry(List.of());
        device.push();
        assertThat(deadLetters()).containsExactly(artifactKey("a")); // it is still refused
        devices.hub().refuseNothing();
        device.sync().retry(deadLetters());
        device.push();
        assertAllIsSent();
    }

    @Test
    void aRowThatWasSetAsideGoesByItselfWhenItChanges() {
        devices.hub().refuse("artifacts", "new.filename = 'bad'");
        store.artifacts().add(Rows.artifact("a", "bad"));
        device.push();
        Rows.rename(store, "a", "good");
        device.push();
        assertAllIsSent();
    }

    @Test
    void aRowThatWasDroppedStaysBehindUntilItChanges() {
        devices.hub().refuse("artifacts", "new.filename = 'bad'");
        store.artifacts().add(Rows.artifact("a", "bad"));
        device.push();
        device.sync().drop(deadLetters());
        devices.hub().refuseNothing();
        device.push();
        assertThat(Rows.name(devices.shared(), "a")).isEqualTo("gone");
        Rows.rename(store, "a", "good");
        device.push();
        assertAllIsSent();
    }

    @Test
    void aRefusedRowThatChangesMeanwhileIsNotSetAside() {
        devices.hub().refuse("artifacts", "new.filename = 'bad'");
        store.artifacts().add(Rows.artifact("a", "bad"));
        device.toEdge().before("Store.ping", () -> Rows.rename(store, "a", "good")); // when it was refused
        new PushChanges(device.edge()).some(device.hub());
        assertThat(deadLetters()).isEmpty();
        device.push();
        assertAllIsSent();
    }

    @Test
    void childrenOfARefusedRowAreSetAsideAndNameIt() {
        devices.hub().refuse("documents", "new.id = 'bad'");
        store.documents().add(Rows.document("bad", null));
        store.documents().add(Rows.document("good", null));
        Rows.addLogs(store, "bad", 3);
        store.tags().addAll(List.of(Rows.tag("t", "good")));
        device.push();
        assertThat(Rows.exists(devices.shared(), StoreTable.TAGS, "t")).isTrue();
        assertThat(deadLetters())
                .containsExactlyInAnyOrder(documentKey("bad"), logKey("log-0"), logKey("log-1"), logKey("log-2"));
        assertThat(device.sync().deadLetters(10))
                .filteredOn(letter -> letter.key().table() == StoreTable.LOG_ENTRIES)
                .allSatisfy(letter -> assertThat(letter.reason())
                        .startsWith("Its parent, documents 'bad', is refused: ")
                        .contains("poisoned"));
        devices.hub().refuseNothing();
        device.sync().retry(List.of());
        device.push();
        assertAllIsSent();
    }
}
