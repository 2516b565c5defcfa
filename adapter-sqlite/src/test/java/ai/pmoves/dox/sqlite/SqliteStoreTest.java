package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for SQLite beyond the contracts. */
class SqliteStoreTest {
    private static final PageRequest PAGE = PageRequest.first(10);

    @RegisterExtension
    final SqliteStoreExtension sqlite = new SqliteStoreExtension();

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"a\": NaN}; {a=null}",
                "{\"a\": ; {\"a\":",
                "bare word; bare word",
                "[1, 2; [1, 2",
                "null; null",
            },
            delimiter = ';')
    void aStoredValueThatIsNoJsonDegradesAndTheListStaysReadable(String stored, String read) throws Exception {
        execute("insert into artifacts (id, seq, filename, filepath, filetype) values ('a', 1, '', '', '')");
        execute("insert into facts (id, seq, artifact_id, metrics) values ('f1', 1, 'a', '" + stored + "')");
        execute("insert into facts (id, seq, artifact_id, metrics) values ('f2', 2, 'a', '{\"ok\":1}')");
        var facts = sqlite.store()
                .facts()
                .list(Optional.empty(), Optional.empty(), PAGE)
                .items();
        assertThat(String.valueOf(facts.getFirst().metrics().value())).isEqualTo(read);
        assertThat(facts.getLast().metrics()).isEqualTo(Json.of(Map.of("ok", 1)));
    }

    @Test
    void tagsThatAreNoJsonDoNotHideOtherOperations() throws Exception {
        execute("insert into documents (id, seq, path, type) values ('d', 1, '', 'openapi')");
        execute("insert into api_endpoints (id, seq, document_id, method, path, tags) values"
                + " ('x', 1, 'd', 'GET', '/x', '[broken'), ('y', 2, 'd', 'GET', '/y', '[\"read\"]')");
        var read = new ApiFilter(Optional.empty(), Optional.of("read"), Optional.empty(), Optional.empty());
        assertThat(sqlite.store().apis().list(read, PAGE).items())
                .extracting(api -> api.id().value())
                .containsExactly("y");
        assertThat(sqlite.store().apis().list(ApiFilter.ALL, PAGE).items()).hasSize(2);
    }

    @Test
    void whatAnotherProcessWritesIsFoundByWordsAndByMeaning() {
        try (var other = SqliteStore.open(SqliteConfig.of(sqlite.file()))) {
            assertThat(TestRows.search(sqlite.store(), TestRows.axis(0))).isEmpty();
            other.documents().add(TestRows.document("d1"));
            other.chunks().put(List.of(TestRows.chunk("1", "d1", "from elsewhere"), TestRows.chunk("2", "d1", "two")));
            other.chunks()
                    .saveEmbeddings(
                            TestRows.MODEL,
                            Map.of(
                                    Chunks.textHash("from elsewhere"), TestRows.axis(0),
                                    Chunks.textHash("two"), TestRows.axis(1)));
            assertThat(TestRows.search(sqlite.store(), "elsewhere")).containsExactly("log:1");
            assertThat(TestRows.search(sqlite.store(), TestRows.axis(1)))
                    .first()
                    .isEqualTo("log:2");
            other.chunks().remove(List.of(Id.of("log:2")));
            assertThat(TestRows.search(sqlite.store(), TestRows.axis(1))).containsExactly("log:1");
            other.chunks().rebuild(sink -> sink.accept(TestRows.chunk("1", "d1", "from elsewhere")));
            assertThat(TestRows.search(sqlite.store(), TestRows.axis(0))).containsExactly("log:1");
        }
    }

    @Test
    void searchesGoOnWhileAWriteHoldsTheStore() throws Exception {
        sqlite.store().documents().add(TestRows.document("d1"));
        sqlite.store().chunks().put(List.of(TestRows.chunk("1", "d1", "served meanwhile")));
        var writing = new CountDownLatch(1);
        var searched = new CountDownLatch(1);
        try (var writer = Executors.newSingleThreadExecutor()) {
            var write = writer.submit(() -> sqlite.store().unitOfWork().run(() -> {
                sqlite.store().logs().addAll(List.of(TestRows.log("l", "d1", "uncommitted")));
                writing.countDown();
                await(searched);
            }));
            writing.await();
            assertThat(TestRows.search(sqlite.store(), "served")).containsExactly("log:1");
            assertThat(sqlite.store().logs().list(LogFilter.ALL, PAGE).items()).isEmpty();
            searched.countDown();
            write.get();
        }
        assertThat(sqlite.store().logs().list(LogFilter.ALL, PAGE).items()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatADeadRebuildLeftIsRemovedByTheNext() throws Exception {
        sqlite.store().documents().add(TestRows.document("d1"));
        sqlite.store().chunks().put(List.of(TestRows.chunk("1", "d1", "alive")));
        execute("update search_state set building_generation = 2");
        execute("insert into search_chunks (generation, id, source_type, document_id, chunk_index, text, text_hash,"
                + " meta) values (2, 'log:ghost', 'log', 'd1', 0, 'ghost', 'h', '{}')");
        assertThat(TestRows.search(sqlite.store(), "ghost")).isEmpty();
        sqlite.store().chunks().rebuild(sink -> sink.accept(TestRows.chunk("1", "d1", "alive")));
        assertThat(TestRows.search(sqlite.store(), "ghost alive")).containsExactly("log:1");
    }
}
