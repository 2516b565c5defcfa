package ai.pmoves.dox.sqlite.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others write to meanwhile, or did until they died. */
class BusyFileTest {
    private static final int LOGS = 2_000;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("db.sqlite3");
    }

    private Path died(String... endings) throws IOException {
        var dead = Files.createDirectories(folder.resolve("dead")).resolve("db.sqlite3");
        Files.copy(path, dead);
        for (var ending : endings) {
            Files.copy(path.resolveSibling(path.getFileName() + ending), dead.resolveSibling("db.sqlite3" + ending));
        }
        return dead;
    }

    private static void assertAllLogs(Path file) {
        try (var source = LegacyCopySource.open(file)) {
            assertThat(LegacyRows.of(source, StoreTable.LOG_ENTRIES, 300))
                    .hasSize(LOGS)
                    .allMatch(row -> row.row().value("level") != null);
        }
    }

    @Test
    void whatAWriterWithARollbackJournalDidNotCommitIsNotRead() throws Exception {
        try (var file = LegacyFile.create(path, LegacyVersion.CURRENT)) {
            file.addLogs(LOGS);
            file.execute("pragma cache_size = 5");
            file.execute("begin immediate");
            file.execute("update logentry set level = null, message = hex(randomblob(300))");
            assertAllLogs(died("-journal"));
        }
    }

    @Test
    void whatAWriterWithAWalCommittedIsRead() throws Exception {
        try (var file = LegacyFile.create(path, LegacyVersion.CURRENT)) {
            file.execute("pragma journal_mode = wal");
            file.execute("pragma wal_autocheckpoint = 0");
            file.addLogs(LOGS);
            assertAllLogs(path);
            assertAllLogs(died("-wal"));
        }
    }

    @Test
    void aWriterWithARollbackJournalGoesOnBetweenBatches() throws Exception {
        try (var file = LegacyFile.create(path, LegacyVersion.CURRENT);
                var source = LegacyCopySource.open(path)) {
            file.addLogs(LOGS);
            file.execute("pragma busy_timeout = 0"); // a lock that is held would fail the writer at once
            long after = Long.MIN_VALUE;
            int batches = 0;
            for (var rows = source.read(StoreTable.LOG_ENTRIES, after, 100);
                    !rows.isEmpty();
                    rows = source.read(StoreTable.LOG_ENTRIES, after, 100)) {
                file.insert("tagrow", "id", "t" + batches++, "document_id", "log", "tag", "between");
                after = rows.getLast().position();
            }
            assertThat(batches).isEqualTo(LOGS / 100);
            assertThat(source.count(StoreTable.TAGS)).isEqualTo(batches);
        }
    }

    @Test
    void rowsThatWereThereAreReadOnceWhileAnotherThreadWrites() throws Exception {
        try (var file = LegacyFile.create(path, LegacyVersion.CURRENT)) {
            file.addLogs(LOGS);
            file.execute("pragma busy_timeout = 60000");
            var isRead = new AtomicBoolean();
            try (var source = LegacyCopySource.open(path);
                    var threads = Executors.newSingleThreadExecutor()) {
                Callable<Integer> writing = () -> {
                    int written = 0;
                    while (!isRead.get() || written == 0) {
                        file.insert("logentry", "id", "new" + written++, "document_id", "log", "level", "new");
                        Thread.sleep(5); // without a pause a writer keeps readers out: SQLite's locks are not fair
                    }
                    return written;
                };
                var written = threads.submit(writing);
                var rows = LegacyRows.of(source, StoreTable.LOG_ENTRIES, 50);
                isRead.set(true);
                assertThat(written.get()).isPositive();
                assertThat(rows).extracting(SourceRow::position).isSorted().doesNotHaveDuplicates();
                var ids = new HashSet<String>();
                rows.forEach(row -> ids.add(row.row().id()));
                assertThat(ids.stream().filter(id -> !id.startsWith("new"))).hasSize(LOGS);
                assertThat(rows).allMatch(row -> row.remarks().isEmpty());
            }
        }
    }
}
