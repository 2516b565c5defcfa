package ai.pmoves.dox.sqlite.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentTable;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.Summary;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.testing.sqlite.DirtyLegacyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file held, every list of the store can be read afterwards, in the file's order. */
class DirtyFileInStoreTest {
    @TempDir
    Path folder;

    private Store store;
    private Map<StoreTable, List<Row>> rows;

    @BeforeEach
    void copy() throws Exception {
        var legacy = folder.resolve("db.sqlite3");
        DirtyLegacyFile.create(legacy);
        var file = folder.resolve("dox.db");
        store = SqliteStore.open(SqliteConfig.of(file));
        try (var source = LegacyCopySource.open(legacy)) {
            rows = RowsInStore.write(source, file);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> list) {
        var all = new ArrayList<T>();
        Pages.all(list).forEach(all::add);
        return all;
    }

    private <T> void assertSame(StoreTable table, List<T> read, Function<T, Id<?>> id) {
        var ids = read.stream().map(item -> id.apply(item).value()).toList();
        var placeholders = rows.get(table).stream()
                .filter(DirtyFileInStoreTest::isPlaceholder)
                .toList();
        var others = rows.get(table).stream().filter(row -> !isPlaceholder(row)).toList();
        assertThat(ids).hasSize(rows.get(table).size());
        assertThat(ids.subList(0, placeholders.size()))
                .containsExactlyInAnyOrderElementsOf(
                        placeholders.stream().map(Row::id).toList());
        assertThat(ids.subList(placeholders.size(), ids.size()))
                .isEqualTo(others.stream().map(Row::id).toList());
    }

    private static boolean isPlaceholder(Row row) {
        return row.table().hasRevision() && row.value("revision").equals(0L);
    }

    private <T> void assertSameJson(StoreTable table, String column, List<T> read, Function<T, Json> json) {
        assertThat(read.stream().map(json))
                .containsExactlyInAnyOrderElementsOf(rows.get(table).stream()
                        .map(row -> (Json) row.value(column))
                        .toList());
    }

    @Test
    void artifactsAndWhatBelongsToThem() {
        var artifacts = all(store.artifacts()::list);
        assertSame(StoreTable.ARTIFACTS, artifacts, Artifact::id);
        assertSameJson(StoreTable.ARTIFACTS, "extras", artifacts, Artifact::extras);
        assertThat(artifacts).filteredOn(artifact -> artifact.revision() == 0).isNotEmpty();

        var facts = all(page -> store.facts().list(Optional.empty(), Optional.empty(), page));
        assertSame(StoreTable.FACTS, facts, Fact::id);
        assertSameJson(StoreTable.FACTS, "metrics", facts, Fact::metrics);

        var evidence = new ArrayList<Evidence>();
        artifacts.forEach(
                artifact -> evidence.addAll(all(page -> store.evidence().listByArtifact(artifact.id(), page))));
        assertSameJson(StoreTable.EVIDENCE, "full_data", evidence, Evidence::fullData);
        assertSameJson(StoreTable.EVIDENCE, "coordinates", evidence, Evidence::coordinates);
    }

    @Test
    void documentsAndWhatBelongsToThem() {
        var documents = all(page -> store.documents().list(Set.of(), page));
        assertSame(StoreTable.DOCUMENTS, documents, Document::id);

        var sections = new ArrayList<Section>();
        var tables = new ArrayList<DocumentTable>();
        int structures = 0;
        for (var document : documents) {
            sections.addAll(all(page -> store.documents().listSections(document.id(), page)));
            tables.addAll(store.documents().listTables(document.id()));
            structures += store.documents().findStructure(document.id()).isPresent() ? 1 : 0;
        }
        assertSameJson(StoreTable.DOCUMENT_SECTIONS, "bbox", sections, Section::bbox);
        assertSameJson(StoreTable.DOCUMENT_TABLES, "content", tables, DocumentTable::content);
        assertThat(structures).isEqualTo(rows.get(StoreTable.DOCUMENT_STRUCTURE).size());

        assertSame(
                StoreTable.DOCUMENT_ENTITIES,
                all(page -> store.documents().listEntities(Optional.empty(), Optional.empty(), page)),
                EntityMention::id);
        assertSame(
                StoreTable.DOCUMENT_METRIC_HITS,
                all(page -> store.documents().listMetricHits(Optional.empty(), Optional.empty(), page)),
                MetricHit::id);
    }

    @Test
    void logsOperationsAndTags() {
        var logs = all(page -> store.logs().list(LogFilter.ALL, page));
        assertSame(StoreTable.LOG_ENTRIES, logs, LogEntry::id);
        assertSameJson(StoreTable.LOG_ENTRIES, "attrs", logs, LogEntry::attrs);
        var apis = all(page -> store.apis().list(ApiFilter.ALL, page));
        assertSame(StoreTable.API_ENDPOINTS, apis, ApiEndpoint::id);
        assertSameJson(StoreTable.API_ENDPOINTS, "tags", apis, ApiEndpoint::tags);
        assertSameJson(StoreTable.API_ENDPOINTS, "parameters", apis, ApiEndpoint::parameters);
        assertSameJson(StoreTable.API_ENDPOINTS, "responses", apis, ApiEndpoint::responses);
        assertSame(StoreTable.TAGS, all(page -> store.tags().list(Optional.empty(), Optional.empty(), page)), Tag::id);
    }

    @Test
    void promptsAndSummaries() {
        var prompts = new ArrayList<TagPrompt>();
        rows.get(StoreTable.TAG_PROMPTS).stream()
                .map(row -> Id.<Document>of((String) row.value("document_id")))
                .distinct()
                .forEach(id -> prompts.addAll(store.tagPrompts().listHistory(id)));
        assertSameJson(StoreTable.TAG_PROMPTS, "examples", prompts, TagPrompt::examples);
        var summaries = store.summaries().list(Optional.empty(), Optional.empty());
        assertSameJson(StoreTable.SUMMARIES, "artifact_ids", summaries, Summary::artifactIds);
        assertSameJson(StoreTable.SUMMARIES, "evidence_ids", summaries, Summary::evidenceIds);
    }
}
