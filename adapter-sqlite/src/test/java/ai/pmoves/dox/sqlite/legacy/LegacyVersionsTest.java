package ai.pmoves.dox.sqlite.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clean files of every version of the schema go over as they are, every column of them. */
class LegacyVersionsTest {
    private static final String PDF = "5f0c9d0e-7a52-4b6e-8a4e-0d8a7f2f6a01";
    private static final String LOG = "5f0c9d0e-7a52-4b6e-8a4e-0d8a7f2f6a03";

    @TempDir
    Path folder;

    private LegacyCopySource clean(LegacyVersion version) throws Exception {
        var path = folder.resolve(version + ".sqlite3");
        try (var file = LegacyFile.create(path, version)) {
            file.addCleanRows();
        }
        assertThat(LegacyCopySource.recognises(path)).isTrue();
        return LegacyCopySource.open(path);
    }

    private static boolean isAlembic(LegacyVersion version) {
        return EnumSet.of(LegacyVersion.ALEMBIC_20251002, LegacyVersion.ALEMBIC_20251003)
                .contains(version);
    }

    @ParameterizedTest
    @EnumSource
    void everyRowOfEveryTableGoesOverAsItIs(LegacyVersion version) throws Exception {
        try (var source = clean(version)) {
            for (var table : StoreTable.values()) {
                var rows = LegacyRows.of(source, table, 1);
                assertThat(rows).allMatch(row -> row.remarks().isEmpty());
                assertThat(source.count(table)).isEqualTo(rows.size());
                boolean isThere = LegacyTable.of(table)
                        .map(LegacyTable::text)
                        .filter(name -> !isAlembic(version)
                                || !List.of(
                                                "summaries",
                                                "document_entities",
                                                "document_structure",
                                                "document_metric_hits",
                                                "tagprompt")
                                        .contains(name))
                        .isPresent();
                assertThat(rows.isEmpty()).as(table.text()).isNotEqualTo(isThere);
            }
            assertThat(source.foreignColumns()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void olderColumnsAreFoundAndMissingOnesAreNull(LegacyVersion version) throws Exception {
        try (var source = clean(version)) {
            assertThat(only(source, StoreTable.DOCUMENT_TABLES, "t1").value("content"))
                    .isEqualTo(Json.of(Map.of("columns", List.of("a"), "rows", List.of(List.of(1)))));
            boolean hasSteps = version != LegacyVersion.ALEMBIC_20251002 && version != LegacyVersion.UPGRADED_20251002;
            assertThat(only(source, StoreTable.TAGS, "g2").value("hrm_steps")).isEqualTo(hasSteps ? 3 : null);
            assertThat(only(source, StoreTable.FACTS, "f1").value("evidence_id"))
                    .isEqualTo(isAlembic(version) ? null : "v1");
            assertThat(only(source, StoreTable.ARTIFACTS, PDF).value("extras"))
                    .isEqualTo(isAlembic(version) ? null : Json.of(Map.of("web", Map.of("title", "Zürich"))));
        }
    }

    private static Row only(LegacyCopySource source, StoreTable table, String id) {
        return source.find(table, List.of(id)).getFirst();
    }

    @Test
    void aRowHasTheValuesOfItsColumns() throws Exception {
        try (var source = clean(LegacyVersion.CURRENT)) {
            assertThat(only(source, StoreTable.DOCUMENTS, PDF))
                    .isEqualTo(Row.of(
                            StoreTable.DOCUMENTS,
                            PDF,
                            1L,
                            PDF,
                            "uploads/u1_Q3 report.pdf",
                            "pdf",
                            "u1_Q3 report.pdf",
                            "watch|upload",
                            null,
                            null,
                            1L));
            assertThat(only(source, StoreTable.LOG_ENTRIES, "l1"))
                    .isEqualTo(Row.of(
                            StoreTable.LOG_ENTRIES,
                            "l1",
                            1L,
                            LOG,
                            "2025-09-29T06:02:41Z",
                            Instant.parse("2025-09-29T06:02:41Z"),
                            "ERROR",
                            "E4021",
                            "billing",
                            "Payment gateway timed out",
                            null));
            assertThat(only(source, StoreTable.SUMMARIES, "u1"))
                    .isEqualTo(Row.of(
                            StoreTable.SUMMARIES,
                            "u1",
                            1L,
                            "workspace",
                            "workspace",
                            "bullet",
                            "heuristic",
                            "Summarise",
                            "• all is well",
                            Json.emptyList(),
                            Json.of(List.of("v1", "gone")),
                            Instant.parse("2025-10-01T08:00:00Z")));
            assertThat(only(source, StoreTable.DOCUMENT_METRIC_HITS, "m1"))
                    .isEqualTo(Row.of(
                            StoreTable.DOCUMENT_METRIC_HITS,
                            "m1",
                            1L,
                            PDF,
                            "revenue",
                            "4.2M",
                            "revenue was $4.2M",
                            12,
                            1,
                            0));
        }
    }

    @Test
    void aNewerColumnWithoutAValueLeavesTheOlderOne() throws Exception {
        var path = folder.resolve("both.sqlite3");
        try (var file = LegacyFile.create(path, LegacyVersion.ALEMBIC_20251003)) {
            file.addCleanRows();
            file.execute("alter table doctable add column table_content_json varchar");
        }
        try (var source = LegacyCopySource.open(path)) {
            assertThat(only(source, StoreTable.DOCUMENT_TABLES, "t1").value("content"))
                    .isEqualTo(Json.of(Map.of("columns", List.of("a"), "rows", List.of(List.of(1)))));
        }
    }
}
