package ai.pmoves.dox.replication.changes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Removals of many rows, which wait for a person in either direction. */
class MassDeletesTest {
    private static final int MANY = 1_500;

    @RegisterExtension
    private final Devices devices = new Devices();

    private static void fill(Store store) {
        store.documents().add(Rows.document("d", null));
        Rows.addLogs(store, "d", MANY);
    }

    private static void removeAll(Store store) {
        store.documents().remove(Rows.document("d", null).id());
    }

    private static void push(Device device) {
        var push = new PushChanges(device.edge(), MassDeletes.DEFAULT);
        while (push.some(device.hub()) > 0) {
            // there may be more
        }
    }

    private static void pull(Device device) {
        var pull = new PullChanges(device.edge(), MassDeletes.DEFAULT);
        while (pull.some(device.hub()) > 0) {
            // there may be more
        }
    }

    private static long logs(Store store) {
        return store.rows().count(StoreTable.LOG_ENTRIES);
    }

    @Test
    void sharesAndFloorsSayWhatIsTooMuch() {
        var rule = new MassDeletes(0.5, 100);
        assertThat(rule.objection(Map.of(StoreTable.FACTS, 100L), table -> 100, "here"))
                .isEmpty();
        assertThat(rule.objection(Map.of(StoreTable.FACTS, 101L), table -> 202, "here"))
                .isEmpty();
        assertThat(rule.objection(Map.of(StoreTable.FACTS, 101L), table -> 201, "here"))
                .get()
                .asString()
                .startsWith("101 of 201 rows of facts were removed in here, which is more than may be");
        assertThat(rule.objection(Map.of(StoreTable.SEARCH_CHUNKS, 500L), table -> 500, "here"))
                .isEmpty();
        assertThat(new MassDeletes(1, 0).objection(Map.of(StoreTable.FACTS, 5L), table -> 5, "here"))
                .isEmpty();
    }

    @Test
    void aMassDeleteInTheHubIsHeldUntilItIsConfirmed() {
        var device = devices.following();
        fill(devices.shared());
        pull(device);
        removeAll(devices.shared());
        pull(device);
        assertThat(logs(device.store())).isEqualTo(MANY);
        assertThat(device.sync().deadLetterCount()).isEqualTo(MANY + 1);
        assertThat(MassDeletes.reason(device.sync().deadLetters(1).getFirst()).remedy())
                .contains(Remedy.CONFIRM_REMOVALS);
        device.sync().retry(List.of());
        for (int i = 0; i < 5; i++) {
            pull(device);
        }
        assertThat(device.sync().deadLetterCount()).isZero();
        devices.assertSame(device);
    }

    @Test
    void aMassDeleteInTheHubIsKeptFromTheEdgeForGood() {
        var device = devices.following();
        fill(devices.shared());
        pull(device);
        removeAll(devices.shared());
        pull(device);
        device.sync().drop(List.of());
        pull(device);
        assertThat(logs(device.store())).isEqualTo(MANY);
        assertThat(device.sync().deadLetterCount()).isZero();
    }

    @Test
    void aMassDeleteInTheEdgeIsHeldUntilItIsConfirmed() {
        var device = devices.leading();
        fill(device.store());
        push(device);
        removeAll(device.store());
        device.store().documents().add(Rows.document("later", null));
        push(device);
        assertThat(logs(devices.shared())).isEqualTo(MANY);
        assertThat(devices.shared()
                        .documents()
                        .find(Rows.document("later", null).id()))
                .isPresent();
        assertThat(device.sync().deadLetterCount()).isEqualTo(MANY + 1);
        device.sync().retry(List.of());
        push(device);
        assertThat(device.sync().deadLetterCount()).isZero();
        devices.assertSame(device);
    }

    @Test
    void aSnapshotOfAnEmptiedHubIsHeldToo() {
        var device = devices.following();
        fill(devices.shared());
        pull(device);
        removeAll(devices.shared());
        device.sync().moveTo(new FeedPlace(device.hub().sync().role().storeId(), "at 999999999"));
        pull(device);
        assertThat(logs(device.store())).isEqualTo(MANY);
        assertThat(device.sync().deadLetterCount()).isEqualTo(MANY + 1);
        device.sync().retry(List.of());
        for (int i = 0; i < 5; i++) {
            pull(device);
        }
        devices.assertSame(device);
    }
}
