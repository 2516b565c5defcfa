package ai.pmoves.dox.sqlite.internal.rows;

import static ai.pmoves.dox.domain.rows.StoreTable.DOCUMENTS;
import static ai.pmoves.dox.domain.rows.StoreTable.LOG_ENTRIES;
import static ai.pmoves.dox.sqlite.TestRows.document;
import static ai.pmoves.dox.sqlite.TestRows.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.sqlite.SqliteStoreExtension;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What triggers only note becomes versions and an outbox, as if it had been worked out at each change. */
class DirtyRowsTest {
    /** More than are folded at once. */
    private static final int MANY = 25_000;

    private static final RowKey D = new RowKey(DOCUMENTS, "d");
    private static final RowKey OTHER = new RowKey(DOCUMENTS, "other");

    @RegisterExtension
    final SqliteStoreExtension stores = new SqliteStoreExtension();

    private Store store;
    private EdgeSync sync;
    private String storeId;

    @BeforeEach
    void lead() {
        var embedded = (SqliteStore) stores.store();
        store = embedded;
        sync = embedded.sync();
        storeId = sync.role().storeId();
        sync.advance(new ReplicationRole(storeId, storeId, 1));
    }

    private List<RowKey> waiting() {
        return sync.unsent(MANY * 2).stream().map(RowChange::key).toList();
    }

    private Version version(int counter) {
        return new Version(counter, storeId);
    }

    private void change() {
        store.documents().update(store.documents().find(Id.of("d")).orElseThrow());
    }

    @Test
    void eachChangeCountsWhenItIsMade() {
        store.documents().add(document("d"));
        change();
        change();
        assertThat(sync.versions(List.of(D, OTHER))).containsOnly(Map.entry(D, version(3)));
        assertThat(sync.unsent(10)).singleElement().satisfies(sent -> {
            assertThat(sent.version()).isEqualTo(version(3));
            assertThat(sent.base()).isEqualTo(Version.NONE);
        });
        change();
        assertThat(sync.versions(List.of(D))).containsOnly(Map.entry(D, version(4)));
    }

    @Test
    void whatChangedAfterItWasReadWaitsOn() {
        store.documents().add(document("d"));
        var sent = sync.unsent(10);
        change();
        sync.acknowledge(sent);
        assertThat(sync.unsent(10)).singleElement().satisfies(later -> assertThat(later.version())
                .isEqualTo(version(2)));
        sync.acknowledge(sync.unsent(10));
        change();
        assertThat(sync.unsent(10)).singleElement().satisfies(later -> {
            assertThat(later.version()).isEqualTo(version(3));
            assertThat(later.base()).isEqualTo(version(2));
        });
    }

    @Test
    void aRowThatWaitsKeepsItsPlaceUnlessItIsRemoved() {
        store.documents().add(document("d"));
        store.documents().add(document("other"));
        change();
        assertThat(waiting()).containsExactly(D, OTHER);
        change();
        assertThat(waiting()).containsExactly(D, OTHER);
        store.documents().remove(Id.of("d"));
        assertThat(waiting()).containsExactly(OTHER, D);
        assertThat(sync.unsent(10).getLast().isRemoval()).isTrue();
        store.documents().add(document("d"));
        assertThat(waiting()).containsExactly(OTHER, D);
        assertThat(sync.unsent(10).getLast().isRemoval()).isFalse();
    }

    @Test
    void aRowThatIsRemovedAndMadeAgainAtOnceStandsWhereItWasRemoved() {
        store.documents().add(document("d"));
        store.documents().add(document("other"));
        store.documents().remove(Id.of("d"));
        store.documents().add(document("d"));
        assertThat(waiting()).containsExactly(OTHER, D);
    }

    @Test
    void childrenAreRemovedBeforeTheirParents() {
        store.documents().add(document("d"));
        store.logs().addAll(List.of(log("l", "d", "a message")));
        sync.acknowledge(sync.unsent(10));
        store.documents().remove(Id.of("d"));
        assertThat(waiting()).containsExactly(new RowKey(LOG_ENTRIES, "l"), D);
    }

    @Test
    void aRowThatIsRemovedRightAfterTouchesWereFoldedWaitsForItsChildren() throws Exception {
        store.documents().add(document("d"));
        store.logs().addAll(List.of(log("l", "d", "a message")));
        execute("""
                create trigger at_once after delete on sync_touched begin
                    delete from documents where id = 'd';
                end""");
        assertThat(sync.unsent(10)).noneMatch(RowChange::isRemoval);
        execute("drop trigger at_once");
        assertThat(sync.unsent(10)).hasSize(2).allMatch(RowChange::isRemoval);
        assertThat(waiting()).containsExactly(new RowKey(LOG_ENTRIES, "l"), D);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + stores.file());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aRowThatIsRemovedWhileItIsReadComesWithItsChildren() throws Exception {
        int rounds = 400;
        var writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < rounds; i++) {
                store.documents().add(document("d" + i));
                store.logs().addAll(List.of(log("l" + i, "d" + i, "a message")));
                store.documents().remove(Id.of("d" + i));
            }
        });
        boolean isOver;
        do {
            isOver = writer.isDone();
            var waiting = sync.unsent(MANY);
            var removed = waiting.stream()
                    .filter(RowChange::isRemoval)
                    .map(RowChange::key)
                    .collect(Collectors.toSet());
            for (var key : removed) {
                if (key.table() == DOCUMENTS) {
                    assertThat(removed)
                            .contains(new RowKey(LOG_ENTRIES, key.key().replace('d', 'l')));
                }
            }
        } while (!isOver);
        writer.get();
        assertThat(sync.unsent(MANY)).hasSize(2 * rounds).allMatch(RowChange::isRemoval);
    }

    @Test
    void moreThanIsFoldedAtOnceKeepsItsOrder() {
        store.documents().add(document("d"));
        var ids = IntStream.range(0, MANY).mapToObj("l%05d"::formatted).toList();
        store.logs().addAll(ids.stream().map(id -> log(id, "d", "a message")).toList());
        change();
        assertThat(sync.unsentBacklog().rows()).isEqualTo(MANY + 1);
        assertThat(waiting().subList(1, MANY + 1))
                .isEqualTo(ids.stream().map(id -> new RowKey(LOG_ENTRIES, id)).toList());
        assertThat(waiting()).startsWith(D);
        store.documents().add(document("other"));
        assertThat(waiting()).endsWith(OTHER).hasSize(MANY + 2);
        assertThat(sync.unsentBacklog().rows()).isEqualTo(MANY + 2);
    }

    @Test
    void theBacklogCountsARowOnce() {
        store.documents().add(document("d"));
        sync.unsent(10);
        var since = sync.unsentBacklog().oldest();
        change();
        store.documents().add(document("other"));
        change();
        assertThat(sync.unsentBacklog().rows()).isEqualTo(2);
        assertThat(sync.unsentBacklog().oldest()).isEqualTo(since);
    }

    @Test
    void aChangeEndsTheLetterOfARowThatWasSetAside() {
        store.documents().add(document("d"));
        store.documents().add(document("other"));
        sync.setAside(Direction.PUSH, D, "poisoned");
        assertThat(sync.deadLetterCount()).isEqualTo(1);
        assertThat(sync.unsentBacklog().rows()).isEqualTo(1);
        change();
        assertThat(sync.deadLetterCount()).isZero();
        assertThat(sync.deadLetters(10)).isEmpty();
        assertThat(sync.unsentBacklog().rows()).isEqualTo(2);
        assertThat(waiting()).containsExactly(D, OTHER);
    }

    @Test
    void aRollbackTakesThemBack() {
        assertThatThrownBy(() -> store.unitOfWork().call(() -> {
                    store.documents().add(document("d"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(sync.unsentBacklog().isEmpty()).isTrue();
        assertThat(waiting()).isEmpty();
    }
}
