package ai.pmoves.dox.testing.stores.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.testing.campaign.Tier;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import ai.pmoves.dox.testing.stores.BothStores;
import ai.pmoves.dox.testing.stores.model.Comparison.Side;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No write of any method of any port goes unnoticed: whatever random work does to one store, the other one is equal
 * after it has got what was noticed, and nothing else.
 */
@SeparateServer
class NoticedChangesIT {
    private static final int STEPS = Integer.getInteger("dox.test.steps", Tier.choose(800, 2_000));
    private static final int STEPS_BETWEEN = 25;
    private static final int BATCH = 200;

    @AutoClose
    private final BothStores stores;

    private final EdgeSync edge;
    private final HubSync hub;

    NoticedChangesIT(@TempDir Path folder) throws SQLException {
        stores = new BothStores(folder, 5);
        edge = stores.edge();
        hub = stores.hub();
    }

    @Test
    void theOutboxHasWhatRandomWorkDidToTheEmbeddedStore() {
        var edgeId = edge.role().storeId();
        assertThat(hub.advance(new ReplicationRole(hub.role().storeId(), edgeId, 1)))
                .isTrue();
        assertThat(edge.advance(new ReplicationRole(edgeId, edgeId, 1))).isTrue();

        work(stores.sqlite(), 4, step -> push());

        assertThat(edge.unsentBacklog().isEmpty()).isTrue();
        assertSame();
        assertThat(hub.conflictCount()).isZero();
    }

    @Test
    void theFeedHasWhatRandomWorkDidToTheSharedStore() {
        var hubId = hub.role().storeId();
        edge.moveTo(new FeedPlace(hubId, hub.endOfFeed()));
        assertThat(edge.advance(new ReplicationRole(edge.role().storeId(), hubId, 1)))
                .isTrue();
        assertThat(hub.advance(new ReplicationRole(hubId, hubId, 1))).isTrue();

        work(stores.postgres(), 5, step -> pull(hubId));

        assertSame();
        assertThat(edge.unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void aSecondaryTakesNoWrites() {
        var edgeId = edge.role().storeId();
        var hubId = hub.role().storeId();
        hub.advance(new ReplicationRole(hubId, edgeId, 1));
        edge.advance(new ReplicationRole(edgeId, hubId, 1));
        var refused = new TreeSet<ErrorCode>();
        for (var store : stores.stores()) {
            for (var number = 1; number < 500; number++) {
                try {
                    Outcome.of(new Steps(6).at(number), store);
                } catch (DoxException e) {
                    refused.add(e.code());
                }
            }
        }
        assertThat(refused).containsExactly(ErrorCode.STORE_NOT_PRIMARY);
        assertThat(stores.sqlite().state().get().rows()).isEmpty();
        assertThat(stores.postgres().state().get().rows()).isEmpty();
    }

    private void work(Side side, long seed, IntConsumer between) {
        var steps = new Steps(seed);
        for (int number = 0; number < STEPS; number++) {
            Outcome.of(steps.at(number), side.store());
            if (number % STEPS_BETWEEN == 0 || number == STEPS - 1) {
                between.accept(number);
            }
        }
    }

    private void assertSame() {
        for (var table : StoreTable.values()) {
            assertThat(rows(stores.postgres().store().rows(), table))
                    .as(table.text())
                    .isEqualTo(rows(stores.sqlite().store().rows(), table));
        }
    }

    /** Without vectors, of which two random models make more than a shared store takes. */
    private static List<Row> rows(StoreRows store, StoreTable table) {
        var rows = new ArrayList<Row>();
        store.scan(
                table,
                row -> rows.add(
                        table == StoreTable.SEARCH_CHUNKS
                                ? row.with("embedding", null).with("embedding_model", null)
                                : row));
        rows.sort((one, other) -> one.id().compareTo(other.id()));
        return rows;
    }

    private void push() {
        while (true) {
            var changes = edge.unsent(BATCH);
            if (changes.isEmpty()) {
                return;
            }
            var receipts = hub.receive(edge.role(), changes);
            assertThat(receipts).allMatch(receipt -> receipt.outcome() == HubSync.Outcome.TAKEN);
            edge.acknowledge(changes);
        }
    }

    private void pull(String hubId) {
        while (true) {
            var page = hub.feed(
                            edge.place(hubId).orElseThrow().cursor(),
                            edge.role().storeId(),
                            BATCH)
                    .orElseThrow();
            edge.take(withParents(page.changes(), stores.postgres().store()), new FeedPlace(hubId, page.cursor()));
            if (page.isEnd()) {
                return;
            }
        }
    }

    /** A row that changed again comes later in the feed than its children; what they hang on comes with them. */
    private static List<RowChange> withParents(List<RowChange> changes, Store from) {
        var all = new ArrayList<>(changes);
        var known = new HashSet<RowKey>();
        changes.forEach(change -> known.add(change.key()));
        for (int i = 0; i < all.size(); i++) {
            for (var parent : all.get(i).parents()) {
                if (known.add(parent)) {
                    from.rows()
                            .find(parent.table(), List.of(parent.key()))
                            .forEach(row -> all.add(new RowChange(parent, Version.NONE, Version.NONE, row)));
                }
            }
        }
        return all;
    }
}
