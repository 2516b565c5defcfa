package ai.pmoves.dox.sqlite.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.Remark;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyCopySourceTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("db.sqlite3");
    }

    private LegacyFile current() throws SQLException {
        return LegacyFile.create(path, LegacyVersion.CURRENT);
    }

    @Test
    void rowsComeInTheOrderOfTheirPositionsAndNoFurtherThanAskedFor() throws Exception {
        try (var file = current()) {
            file.addLogs(10);
            file.execute("delete from logentry where rowid in (1, 5)");
            file.execute("insert into logentry (rowid, id, document_id) values (-3, 'before', 'log')");
        }
        try (var source = LegacyCopySource.open(path)) {
            assertThat(source.read(StoreTable.LOG_ENTRIES, Long.MIN_VALUE, 3))
                    .extracting(SourceRow::position)
                    .containsExactly(-3L, 2L, 3L);
            assertThat(source.read(StoreTable.LOG_ENTRIES, 3, 3))
                    .extracting(row -> row.row().value("seq"))
                    .containsExactly(4L, 6L, 7L);
            assertThat(source.read(StoreTable.LOG_ENTRIES, 10, 3)).isEmpty();
            assertThat(source.read(StoreTable.HRM_RUNS, Long.MIN_VALUE, 3)).isEmpty();
            assertThat(source.keyAt(StoreTable.LOG_ENTRIES, -3)).contains("before");
            assertThat(source.keyAt(StoreTable.LOG_ENTRIES, 5)).isEmpty();
            assertThat(source.keyAt(StoreTable.SEARCH_CHUNKS, 1)).isEmpty();
            assertThat(source.original(StoreTable.LOG_ENTRIES, -3))
                    .containsEntry("rowid", -3L)
                    .containsEntry("id", "before")
                    .containsEntry("document_id", "log")
                    .containsEntry("message", null);
            assertThat(source.original(StoreTable.LOG_ENTRIES, 5)).isEmpty();
            assertThat(source.original(StoreTable.SEARCH_CHUNKS, 1)).isEmpty();
            assertThat(source.countAfter(StoreTable.LOG_ENTRIES, -3)).isEqualTo(8);
            assertThat(source.countAfter(StoreTable.SEARCH_CHUNKS, 1)).isZero();
        }
    }

    @Test
    void aBatchOfLongMessagesIsShort() throws Exception {
        try (var file = current()) {
            for (int i = 0; i < 5; i++) {
                file.insert("logentry", "id", "l" + i, "document_id", "d", "message", "x".repeat(1_500_000));
            }
        }
        try (var source = LegacyCopySource.open(path)) {
            assertThat(source.read(StoreTable.LOG_ENTRIES, Long.MIN_VALUE, 1_000))
                    .hasSize(2);
            assertThat(LegacyRows.of(source, StoreTable.LOG_ENTRIES, 1_000)).hasSize(5);
            var scanned = new ArrayList<Row>();
            source.scan(StoreTable.LOG_ENTRIES, scanned::add);
            assertThat(scanned).extracting(Row::id).containsExactly("l0", "l1", "l2", "l3", "l4");
            assertThat(source.find(StoreTable.LOG_ENTRIES, List.of("l0", "l1", "l2", "l3")))
                    .hasSize(4);
        }
    }

    @Test
    void whatIsWrittenMeanwhileComesWithALaterBatch() throws Exception {
        try (var file = current();
                var source = LegacyCopySource.open(path)) {
            assertThat(source.read(StoreTable.ARTIFACTS, Long.MIN_VALUE, 10)).isEmpty();
            file.addCleanRows();
            assertThat(source.read(StoreTable.ARTIFACTS, Long.MIN_VALUE, 10)).hasSize(2);
        }
    }

    @Test
    void aTableWithoutConstraintsMayHaveRowsOfNulls() throws Exception {
        try (var file = LegacyFile.open(path)) {
            file.execute("create table summaries (id, scope, scope_key, style, summary_text, created_at)");
            file.execute("create table section (id, document_id, \"order\", text, page)");
            file.execute("insert into summaries (id) values (null), (null)");
            file.execute("insert into section values (7, null, null, 1.5, '4')");
        }
        try (var source = LegacyCopySource.open(path)) {
            var summaries = source.read(StoreTable.SUMMARIES, Long.MIN_VALUE, 10);
            assertThat(summaries).extracting(row -> row.row().id()).containsExactly("legacy:row:1", "legacy:row:2");
            assertThat(summaries.getFirst().key()).isEqualTo("NULL");
            assertThat(summaries.getFirst().remarks())
                    .extracting(Remark::kind)
                    .containsOnly("id.missing", "text.missing", "json.missing", "time.missing");
            var section = source.read(StoreTable.DOCUMENT_SECTIONS, Long.MIN_VALUE, 10)
                    .getFirst();
            assertThat(section.row())
                    .isEqualTo(Row.of(StoreTable.DOCUMENT_SECTIONS, "7", 1L, "legacy:none", 0, "1.5", 4, null));
            assertThat(section.remarks())
                    .extracting(Remark::kind)
                    .containsExactly("parent.empty", "number.missing", "text.number", "number.text");
        }
    }

    @Test
    void aColumnMayHaveTheNameOfTheRowsNumber() throws Exception {
        try (var file = LegacyFile.open(path)) {
            file.execute("create table logentry (id text, document_id text, rowid text)");
            file.execute("insert into logentry values ('a', 'd', 'z'), ('b', 'd', null)");
        }
        try (var source = LegacyCopySource.open(path)) {
            assertThat(LegacyRows.of(source, StoreTable.LOG_ENTRIES, 1))
                    .extracting(SourceRow::position)
                    .containsExactly(1L, 2L);
            assertThat(source.foreignColumns()).isEqualTo(Map.of("logentry.rowid", 1L));
        }
    }

    @Test
    void aMendedRowIsReadLikeOneOfTheFile() throws Exception {
        try (var file = current()) {
            file.insert("artifact", "id", "a", "filename", "f", "filepath", "p", "filetype", ".pdf");
            file.insert("document", "id", "a", "path", "p", "type", "", "created_at", "yesterday");
        }
        try (var source = LegacyCopySource.open(path)) {
            var odd = source.read(StoreTable.DOCUMENTS, Long.MIN_VALUE, 1).getFirst();
            var mended = new HashMap<>(odd.original());
            mended.put("type", "pdf");
            mended.put("created_at", "2025-01-01T00:00:00Z");
            var row = source.replay(StoreTable.DOCUMENTS, mended);
            assertThat(row.remarks()).isEmpty();
            assertThat(row.row().value("seq")).isEqualTo(1L);
            assertThat(row.row().value("artifact_id")).isEqualTo("a");
            assertThat(row.row().value("type")).isEqualTo("pdf");
        }
    }

    @Test
    void aRowThatIsNoneOfTheTableIsNotReadAgain() throws Exception {
        current().close();
        try (var source = LegacyCopySource.open(path)) {
            assertRefused(
                    () -> source.replay(StoreTable.FACTS, Map.of("rowid", 1, "metric_json", "{}")),
                    ErrorCode.REQUEST_INVALID,
                    "'fact' has no column 'metric_json'; it has id, artifact_id, report_week, entity, metrics_json,"
                            + " evidence_id.");
            assertRefused(
                    () -> source.replay(StoreTable.FACTS, Map.of("id", "1")),
                    ErrorCode.REQUEST_INVALID,
                    "A row of 'fact' has no number 'rowid'; leave it as it was in the reject file.");
            assertRefused(
                    () -> source.replay(StoreTable.HRM_RUNS, Map.of("id", "1")),
                    ErrorCode.REQUEST_INVALID,
                    "'" + path + "' has no rows for hrm_runs.");
        }
    }

    @Test
    void aPlaceholderIsBelowEveryRealRow() throws Exception {
        current().close();
        try (var source = LegacyCopySource.open(path)) {
            var artifact = source.placeholder(StoreTable.ARTIFACTS, "gone");
            assertThat(artifact.id()).isEqualTo("gone");
            assertThat(artifact.value("filename")).isEqualTo("(not in the old database)");
            var document = source.placeholder(StoreTable.DOCUMENTS, "gone");
            assertThat(document.value("type")).isEqualTo("unknown");
            assertThat(List.of(artifact, document))
                    .allMatch(row ->
                            row.value("revision").equals(0L) && row.value("seq").equals(0L));
            assertThatThrownBy(() -> source.placeholder(StoreTable.TAGS, "gone"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("nothing refers to tags");
        }
    }

    @Test
    void onlyFilesOfThePythonBackendAreOpened() throws Exception {
        assertThat(LegacyCopySource.recognises(path)).isFalse();
        assertRefused(() -> LegacyCopySource.open(path), ErrorCode.STORE_UNAVAILABLE, null);
        Files.writeString(path, "no database at all, but long enough to be one".repeat(20));
        assertThat(LegacyCopySource.recognises(path)).isFalse();
        assertRefused(() -> LegacyCopySource.open(path), ErrorCode.STORE_CORRUPT, null);

        var ours = folder.resolve("ours.db");
        SqliteStore.open(SqliteConfig.of(ours)).close();
        var other = folder.resolve("other.db");
        try (var file = LegacyFile.open(other)) {
            file.execute("create table artifact (name text)");
        }
        for (var foreign : List.of(ours, other)) {
            assertThat(LegacyCopySource.recognises(foreign)).isFalse();
            assertRefused(
                    () -> LegacyCopySource.open(foreign),
                    ErrorCode.STORE_FOREIGN,
                    "'%s' is no database of the Python backend: it has none of its tables.".formatted(foreign));
        }
    }

    @Test
    void theSameFileHasTheSameIdentityByWhateverPath() throws Exception {
        current().close();
        var link = Files.createSymbolicLink(folder.resolve("link"), path);
        try (var source = LegacyCopySource.open(path);
                var linked = LegacyCopySource.open(link)) {
            assertThat(linked.identity()).isEqualTo(source.identity());
        }
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DoxException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            if (message != null) {
                assertThat(e).hasMessage(message);
            }
        });
    }
}
