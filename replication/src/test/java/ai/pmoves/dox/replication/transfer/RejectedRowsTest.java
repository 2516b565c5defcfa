package ai.pmoves.dox.replication.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.replication.support.MemoryHub;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteCopySource;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.testing.embedded.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copy does with rows that its target rejects. */
class RejectedRowsTest {
    private static final int LOGS = 30;

    @TempDir
    private Path folder;

    private final MemoryHub target = new MemoryHub();
    private final Rejects rejects = new Rejects();
    private Path file = Path.of("");

    @BeforeEach
    void fill() {
        file = folder.resolve("source.db");
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            store.documents().add(Rows.document("bad", null));
            store.documents().add(Rows.document("good", null));
            store.logs().addAll(logs("bad"));
            store.logs().addAll(logs("good"));
        }
    }

    private static List<LogEntry> logs(String document) {
        return IntStream.range(0, LOGS)
                .mapToObj(i -> Rows.log("%s %02d".formatted(document, i), document))
                .toList();
    }

    @AfterEach
    void close() {
        target.close();
    }

    private StoreRows rows() {
        return target.direct().store().rows();
    }

    private record Kept(StoreTable table, SourceRow row, String reason) {}

    private static final class Rejects implements RejectLog {
        private final List<Kept> added = new ArrayList<>();
        private final List<Kept> kept = new ArrayList<>();
        private boolean isFull;

        @Override
        public void add(StoreTable table, SourceRow row, String reason, boolean isRejected) {
            added.add(new Kept(table, row, reason));
        }

        @Override
        public void flush() {
            if (isFull && !added.isEmpty()) {
                throw new IllegalStateException("the disk is full");
            }
            kept.addAll(added);
            added.clear();
        }

        private List<Kept> of(StoreTable table) {
            return kept.stream().filter(one -> one.table() == table).toList();
        }
    }

    private Map<StoreTable, TableCopy> copy(BackfillProgress progress) {
        try (var source = SqliteCopySource.open(file)) {
            var options = BackfillOptions.defaults().withBatchSize(20);
            return new Backfill(source, rows(), rejects)
                    .run(options, progress).stream().collect(Collectors.toMap(TableCopy::table, Function.identity()));
        }
    }

    private Map<StoreTable, TableCopy> copy() {
        return copy(BackfillProgress.NONE);
    }

    @Test
    void childrenOfARejectedParentAreRejectedOnceEachAndTheOthersAreNot() {
        target.refuse("documents", "new.id = 'bad'");

        var logs = copy().get(StoreTable.LOG_ENTRIES);

        assertThat(rejects.of(StoreTable.DOCUMENTS)).singleElement().satisfies(one -> assertThat(one.reason())
                .contains("poisoned"));
        assertThat(rejects.of(StoreTable.LOG_ENTRIES)).hasSize(LOGS).allSatisfy(one -> {
            assertThat(one.row().original()).containsEntry("document_id", "bad");
            assertThat(one.reason())
                    .startsWith("Its parent, documents 'bad', is refused: ")
                    .contains("poisoned");
        });
        assertThat(rejects.of(StoreTable.LOG_ENTRIES).stream()
                        .map(one -> one.row().key()))
                .doesNotHaveDuplicates();
        assertThat(logs.rejected()).isEqualTo(LOGS);
        assertThat(logs.written().added()).isEqualTo(LOGS);
        assertThat(rows().count(StoreTable.LOG_ENTRIES)).isEqualTo(LOGS);
    }

    @Test
    void aRejectedRowIsKeptBeforeTheCheckpointPassesIt() {
        target.refuse("log_entries", "new.document_id = 'bad'");
        rejects.isFull = true;
        assertThatThrownBy(this::copy).hasMessage("the disk is full");
        rejects.added.clear(); // a crash loses what was not flushed
        rejects.isFull = false;

        copy();

        assertThat(rejects.of(StoreTable.LOG_ENTRIES)).hasSize(LOGS);
        assertThat(rows().count(StoreTable.LOG_ENTRIES)).isEqualTo(LOGS);
    }

    @Test
    void aResumedCopyDoesNotSendRejectedRowsAgain() {
        target.refuse("log_entries", "new.document_id = 'bad'");
        var interrupted = new BackfillProgress() {
            @Override
            public void at(StoreTable table, long rows) {
                if (table == StoreTable.LOG_ENTRIES) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
        assertThatThrownBy(() -> copy(interrupted)).hasMessage("interrupted");

        var logs = copy().get(StoreTable.LOG_ENTRIES);

        assertThat(logs.isResumed()).isTrue();
        assertThat(logs.read()).isEqualTo(2 * LOGS - 20);
        assertThat(rejects.of(StoreTable.LOG_ENTRIES).stream()
                        .map(one -> one.row().key()))
                .hasSize(LOGS)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRowThatIsRejectedWithoutItsVectorIsKeptWithIt() {
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            store.rows().write(StoreTable.SEARCH_CHUNKS, List.of(chunk("bad", "a"), chunk("good", "a")), null);
        }
        rows().write(StoreTable.SEARCH_CHUNKS, List.of(chunk("there", "b")), null);
        target.refuse("search_chunks", "new.id = 'bad'");

        copy();

        assertThat(rejects.of(StoreTable.SEARCH_CHUNKS))
                .singleElement()
                .satisfies(one -> assertThat(one.row().row()).isEqualTo(chunk("bad", "a")));
        assertThat(rows().find(StoreTable.SEARCH_CHUNKS, List.of("good", "bad")))
                .containsExactly(chunk("good", "a").withoutVector());
    }

    private static Row chunk(String id, String model) {
        var vector = new float[384];
        vector[0] = 1;
        return Row.of(
                StoreTable.SEARCH_CHUNKS,
                id,
                "log",
                null,
                null,
                0,
                "text",
                "hash",
                Json.emptyObject(),
                model + "@r1/384",
                vector);
    }
}
