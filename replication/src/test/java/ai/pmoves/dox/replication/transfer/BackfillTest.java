package ai.pmoves.dox.replication.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.store.OddRows;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.RowWriter.Checkpoint;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteCopySource;
import ai.pmoves.dox.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {
    private static final int LOGS = 100;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private SqliteStore target;

    @BeforeEach
    void fill() {
        file = folder.resolve("source.db");
        target = SqliteStore.open(SqliteConfig.of(folder.resolve("target.db")));
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            OddRows.parents().forEach(parent -> store.rows().write(parent.table(), List.of(parent), null));
            store.rows().write(StoreTable.LOG_ENTRIES, logs(), null);
        }
    }

    @AfterEach
    void close() {
        target.close();
    }

    private static List<Row> logs() {
        return IntStream.range(0, LOGS)
                .mapToObj(i -> OddRows.of(StoreTable.LOG_ENTRIES, "log " + i, 0))
                .toList();
    }

    private TableCopy copyLogs(BackfillProgress progress) {
        return copy(StoreTable.LOG_ENTRIES, progress);
    }

    private TableCopy copy(StoreTable table, BackfillProgress progress) {
        try (var source = SqliteCopySource.open(file)) {
            var options = BackfillOptions.defaults().withTables(Set.of(table)).withBatchSize(10);
            return new Backfill(source, target.rows(), NoRejects.NONE)
                    .run(options, progress)
                    .getFirst();
        }
    }

    private enum NoRejects implements RejectLog {
        NONE;

        @Override
        public void add(StoreTable table, SourceRow row, String reason, boolean isRejected) {
            throw new AssertionError(row.key() + " was rejected: " + reason);
        }

        @Override
        public void flush() {
            // nothing is kept
        }
    }

    private static final class Seen implements BackfillProgress {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void begin(StoreTable table, long rows, long done) {
            calls.add("begin %d of %d".formatted(done, rows));
        }

        @Override
        public void at(StoreTable table, long rows) {
            calls.add("at " + rows);
        }
    }

    @Test
    void progressOfAResumedCopyCountsFromWhereItIs() {
        try (var source = SqliteCopySource.open(file)) {
            var last = source.read(StoreTable.LOG_ENTRIES, Long.MIN_VALUE, LOGS).get(79);
            var checkpoint =
                    new Checkpoint(source.identity(), StoreTable.LOG_ENTRIES, last.position(), last.key(), false);
            target.rows().write(StoreTable.LOG_ENTRIES, List.of(), checkpoint);
        }
        var seen = new Seen();

        var copy = copyLogs(seen);

        assertThat(copy.isResumed()).isTrue();
        assertThat(copy.read()).isEqualTo(20);
        assertThat(seen.calls).containsExactly("begin 80 of 100", "at 90", "at 100");
    }

    @Test
    void progressOfAFirstCopyBeginsWithNothing() {
        var seen = new Seen();

        assertThat(copyLogs(seen).isResumed()).isFalse();

        assertThat(seen.calls).startsWith("begin 0 of 100", "at 10", "at 20").endsWith("at 100");
    }

    @Test
    void aTableThatIsNotedAsEmptyIsCopiedIfItHasRows() {
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            store.rows().write(StoreTable.TAGS, List.of(OddRows.of(StoreTable.TAGS, "t", 0)), null);
        }
        try (var source = SqliteCopySource.open(file)) {
            var checkpoint = new Checkpoint(source.identity(), StoreTable.TAGS, Long.MIN_VALUE, "", true);
            target.rows().write(StoreTable.TAGS, List.of(), checkpoint);
        }

        assertThat(copy(StoreTable.TAGS, new Seen()).isResumed()).isFalse();

        assertThat(target.rows().count(StoreTable.TAGS)).isEqualTo(1);
    }
}
