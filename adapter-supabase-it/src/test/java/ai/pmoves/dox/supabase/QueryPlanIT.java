package ai.pmoves.dox.supabase;

import static ai.pmoves.dox.domain.ArtifactStatus.PROCESSING;
import static java.util.Optional.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.jooq.JooqRepositories;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.ExtractionFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.supabase.fixture.ExplainedConnection;
import ai.pmoves.dox.supabase.fixture.ManyRows;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each hot query of the repositories walks an index, as a server runs it: a contract does not see cost. */
class QueryPlanIT {
    private static final PageRequest PAGE = PageRequest.first(50);
    private static final Id<Document> D = Id.of("d7");
    private static final Optional<Id<Document>> OF_D = Optional.of(D);
    private static final Id<Artifact> A = Id.of("a7");
    private static final Set<String> TABLE = Set.of("table");
    private static final Set<String> FORMULA = Set.of("formula");
    private static final DocumentType PDF = DocumentType.PDF;
    private static final Set<DocumentType> WITH_PAGES = DocumentType.WITH_PAGES;
    private static final ApiFilter OPERATIONS_OF_D = new ApiFilter(empty(), empty(), empty(), OF_D);

    private static TestDatabase database;
    private static ExplainedConnection connection;
    private static JooqRepositories store;

    @BeforeAll
    static void open() throws SQLException {
        database = ManyRows.database();
        connection = ExplainedConnection.as("dox_server", database.connect());
        store = JooqRepositories.on(JooqSession.on(
                connection, connection, SQLDialect.POSTGRES, new PostgresDialect(), Duration.ofMinutes(1)));
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    /** However long the list, a page of it costs the same. */
    @ParameterizedTest
    @MethodSource
    void aPageIsReadInTheOrderOfAnIndex(Consumer<JooqRepositories> query, String index) {
        assertThat(connection.plansOf(() -> query.accept(store)))
                .containsPattern("Index Scan using " + index + " on ")
                .doesNotContain("Seq Scan on ")
                .doesNotContainPattern("(?m)^[ >-]*Sort  \\(");
    }

    static Stream<Arguments> aPageIsReadInTheOrderOfAnIndex() {
        return Stream.of(
                query("artifacts", s -> s.artifacts().list(PAGE), "artifacts_seq"),
                query(
                        "the next artifacts",
                        s -> s.artifacts().list(next(s.artifacts().list(PAGE))),
                        "artifacts_seq"),
                query("documents", s -> s.documents().list(Set.of(), PAGE), "documents_seq"),
                query("entities", s -> s.documents().listEntities(empty(), empty(), PAGE), "document_entities_seq"),
                query("hits", s -> s.documents().listMetricHits(empty(), empty(), PAGE), "document_metric_hits_seq"),
                query("logs", s -> s.logs().list(LogFilter.ALL, PAGE), "log_entries_seq"),
                query("logs with a word", s -> s.logs().list(logs(null, "tex", null), PAGE), "log_entries_seq"),
                query("operations", s -> s.apis().list(ApiFilter.ALL, PAGE), "api_endpoints_seq"),
                query("tags", s -> s.tags().list(empty(), empty(), PAGE), "tags_seq"),
                query("facts", s -> s.facts().list(empty(), empty(), PAGE), "facts_seq"),
                query("evidence of a common type", s -> s.evidence().listByContentType(TABLE, PAGE), "evidence_seq"),
                query("runs", s -> s.hrmRuns().list(PAGE), "hrm_runs_seq"),
                query("extractions", s -> s.extractionRuns().list(ExtractionFilter.ALL, PAGE), "extraction_runs_seq"));
    }

    /** However many rows others have, those that are asked for are found by themselves. */
    @ParameterizedTest
    @MethodSource
    void aFewRowsAreFoundByAnIndex(Consumer<JooqRepositories> query, String index) {
        assertThat(connection.plansOf(() -> query.accept(store)))
                .containsPattern("(Index Scan using|Index Only Scan using|Bitmap Index Scan on) " + index + " ")
                .doesNotContainPattern("Seq Scan on (?!sync_state)");
    }

    static Stream<Arguments> aFewRowsAreFoundByAnIndex() {
        return Stream.of(
                query("an artifact", s -> s.artifacts().find(A), "artifacts_pkey"),
                query("artifacts in work", s -> s.artifacts().listByStatus(PROCESSING, PAGE), "artifacts_status"),
                query(
                        "the same file",
                        s -> s.artifacts().findByContentHash(Set.of(ArtifactStatus.PROCESSED), "h7"),
                        "artifacts_content_hash"),
                query("a document", s -> s.documents().find(D), "documents_pkey"),
                query("documents of a type", s -> s.documents().list(Set.of(PDF), PAGE), "documents_type"),
                query("documents with pages", s -> s.documents().list(WITH_PAGES, PAGE), "documents_type"),
                query("the same document", s -> s.documents().findByContentHash(PDF, "h7"), "documents_content_hash"),
                query("sections", s -> s.documents().listSections(D, PAGE), "document_sections_document_id"),
                query("tables", s -> s.documents().listTables(D), "document_tables_document_id"),
                query("structure", s -> s.documents().findStructure(D), "document_structure_pkey"),
                query(
                        "entities",
                        s -> s.documents().listEntities(OF_D, empty(), PAGE),
                        "document_entities_document_id"),
                query(
                        "hits",
                        s -> s.documents().listMetricHits(OF_D, empty(), PAGE),
                        "document_metric_hits_document_id"),
                query("errors", s -> s.logs().list(logs("ERROR", null, null), PAGE), "log_entries_level"),
                query("logs of a document", s -> s.logs().list(logs(null, null, D), PAGE), "log_entries_document_id"),
                query(
                        "operations of a document",
                        s -> s.apis().list(OPERATIONS_OF_D, PAGE),
                        "api_endpoints_document_id"),
                query("an operation", s -> s.apis().find(Id.of("p7")), "api_endpoints_pkey"),
                query("tags of a document", s -> s.tags().list(OF_D, empty(), PAGE), "tags_document_id"),
                query("the latest prompt", s -> s.tagPrompts().findLatest(D), "tag_prompts_document_id"),
                query(
                        "facts of a week",
                        s -> s.facts().list(Optional.of("2026-W7"), empty(), PAGE),
                        "facts_report_week"),
                query("facts of an artifact", s -> s.facts().list(empty(), Optional.of(A), PAGE), "facts_artifact_id"),
                query("evidence", s -> s.evidence().find(Id.of("v7")), "evidence_pkey"),
                query("evidence of an artifact", s -> s.evidence().listByArtifact(A, PAGE), "evidence_artifact_id"),
                query(
                        "evidence of a rare type",
                        s -> s.evidence().listByContentType(FORMULA, PAGE),
                        "evidence_content_type"),
                query("evidence counts", s -> s.evidence().countByContentType(List.of(A)), "evidence_artifact_id"),
                query("the latest summary", s -> s.summaries().findLatest("d7", "brief"), "summaries_scope_key"),
                query("steps", s -> s.hrmRuns().listSteps(Id.of("n7")), "hrm_metrics_run_id"),
                query(
                        "extractions",
                        s -> s.extractionRuns().list(ExtractionFilter.of(D), PAGE),
                        "extraction_runs_document_id"));
    }

    @Test
    void whatGoesWithADocumentIsFoundByIndexes() {
        assertThat(connection.plansOf(() -> store.documents().remove(Id.of("d11"))))
                .contains(
                        "document_sections_document_id",
                        "document_tables_document_id",
                        "document_structure_pkey",
                        "document_entities_document_id",
                        "document_metric_hits_document_id",
                        "api_endpoints_document_id",
                        "log_entries_document_id",
                        "tags_document_id",
                        "search_chunks_document_id")
                .doesNotContainPattern("Seq Scan on (?!search_state|sync_state)");
    }

    @Test
    void whatGoesWithAnArtifactIsFoundByIndexes() {
        assertThat(connection.plansOf(() -> store.artifacts().remove(Id.of("a9"))))
                .contains(
                        "evidence_artifact_id",
                        "facts_artifact_id",
                        "documents_artifact_id",
                        "search_chunks_artifact_id")
                .doesNotContainPattern("Seq Scan on (?!search_state|sync_state)");
    }

    @Test
    void theNextNumberOfARowIsReadOffAnIndex() {
        var entry = new LogEntry(Id.of("new"), D, null, null, null, null, null, null, null);
        assertThat(connection.plansOf(() -> store.logs().addAll(List.of(entry))))
                .contains("Index Only Scan Backward using log_entries_seq")
                .doesNotContainPattern("Seq Scan on (?!sync_state)");
    }

    private static PageRequest next(Page<?> page) {
        return PageRequest.after(page.next().orElseThrow(), 50);
    }

    private static LogFilter logs(@Nullable String level, @Nullable String contains, @Nullable Id<Document> document) {
        return new LogFilter(
                Optional.ofNullable(level),
                empty(),
                Optional.ofNullable(contains),
                Optional.ofNullable(document),
                empty(),
                empty());
    }

    private static Arguments query(String name, Consumer<JooqRepositories> query, String index) {
        return argumentSet(name, query, index);
    }
}
