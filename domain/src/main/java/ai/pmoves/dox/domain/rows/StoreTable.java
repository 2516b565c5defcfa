package ai.pmoves.dox.domain.rows;

import static ai.pmoves.dox.domain.rows.Column.optional;
import static ai.pmoves.dox.domain.rows.Column.required;
import static ai.pmoves.dox.domain.rows.ColumnType.BIGINT;
import static ai.pmoves.dox.domain.rows.ColumnType.BOOLEAN;
import static ai.pmoves.dox.domain.rows.ColumnType.DOUBLE;
import static ai.pmoves.dox.domain.rows.ColumnType.INTEGER;
import static ai.pmoves.dox.domain.rows.ColumnType.JSON;
import static ai.pmoves.dox.domain.rows.ColumnType.TEXT;
import static ai.pmoves.dox.domain.rows.ColumnType.TIME;
import static ai.pmoves.dox.domain.rows.ColumnType.VECTOR;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of a store, parents before their children, so that rows can be written in this order and removed in the
 * opposite one. The first column is the key.
 *
 * <p>A chunk's row is the one of the generation that serves; its vector is one column here, whatever its dimension,
 * and its place among the chunks is not part of it.
 */
public enum StoreTable {
    ARTIFACTS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("filename", TEXT),
            required("filepath", TEXT),
            required("filetype", TEXT),
            optional("report_week", TEXT),
            optional("status", TEXT),
            optional("source_url", TEXT),
            optional("extras", JSON),
            optional("content_hash", TEXT),
            optional("created_at", TIME),
            required("revision", BIGINT)),
    DOCUMENTS(
            required("id", TEXT),
            required("seq", BIGINT),
            optional("artifact_id", TEXT),
            required("path", TEXT),
            required("type", TEXT),
            optional("title", TEXT),
            optional("source", TEXT),
            optional("content_hash", TEXT),
            optional("created_at", TIME),
            required("revision", BIGINT)),
    DOCUMENT_SECTIONS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("document_id", TEXT),
            required("order", INTEGER),
            required("text", TEXT),
            optional("page", INTEGER),
            optional("bbox", JSON)),
    DOCUMENT_TABLES(
            required("id", TEXT),
            required("seq", BIGINT),
            required("document_id", TEXT),
            required("order", INTEGER),
            required("content", JSON)),
    DOCUMENT_STRUCTURE(required("document_id", TEXT), required("hierarchy", JSON)),
    DOCUMENT_ENTITIES(
            required("id", TEXT),
            required("seq", BIGINT),
            required("document_id", TEXT),
            required("label", TEXT),
            required("text", TEXT),
            optional("start_char", INTEGER),
            optional("end_char", INTEGER),
            optional("page", INTEGER),
            optional("context", TEXT),
            optional("source_index", INTEGER)),
    DOCUMENT_METRIC_HITS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("document_id", TEXT),
            required("type", TEXT),
            optional("value", TEXT),
            optional("context", TEXT),
            optional("position", INTEGER),
            optional("page", INTEGER),
            optional("source_index", INTEGER)),
    API_ENDPOINTS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("document_id", TEXT),
            optional("name", TEXT),
            required("method", TEXT),
            required("path", TEXT),
            optional("summary", TEXT),
            optional("tags", JSON),
            optional("parameters", JSON),
            optional("responses", JSON)),
    LOG_ENTRIES(
            required("id", TEXT),
            required("seq", BIGINT),
            required("document_id", TEXT),
            optional("ts", TEXT),
            optional("ts_at", TIME),
            optional("level", TEXT),
            optional("code", TEXT),
            optional("component", TEXT),
            optional("message", TEXT),
            optional("attrs", JSON)),
    TAGS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("document_id", TEXT),
            required("tag", TEXT),
            optional("score", DOUBLE),
            optional("source_ptr", TEXT),
            optional("hrm_steps", INTEGER),
            required("revision", BIGINT)),
    TAG_PROMPTS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("document_id", TEXT),
            required("prompt_text", TEXT),
            optional("examples", JSON),
            optional("created_at", TIME),
            optional("author", TEXT)),
    EVIDENCE(
            required("id", TEXT),
            required("seq", BIGINT),
            required("artifact_id", TEXT),
            optional("locator", TEXT),
            optional("preview", TEXT),
            optional("content_type", TEXT),
            optional("coordinates", JSON),
            optional("full_data", JSON)),
    FACTS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("artifact_id", TEXT),
            optional("report_week", TEXT),
            optional("entity", TEXT),
            required("metrics", JSON),
            optional("evidence_id", TEXT)),
    SUMMARIES(
            required("id", TEXT),
            required("seq", BIGINT),
            required("scope", TEXT),
            required("scope_key", TEXT),
            required("style", TEXT),
            optional("provider", TEXT),
            optional("prompt", TEXT),
            required("summary_text", TEXT),
            required("artifact_ids", JSON),
            required("evidence_ids", JSON),
            required("created_at", TIME)),
    HRM_RUNS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("kind", TEXT),
            optional("document_id", TEXT),
            required("max_steps", INTEGER),
            required("min_steps", INTEGER),
            required("steps", INTEGER),
            required("halted", BOOLEAN),
            optional("halt_reason", TEXT),
            optional("accuracy", DOUBLE),
            required("latency_micros", BIGINT),
            optional("device", TEXT),
            required("payload", JSON),
            required("created_at", TIME)),
    HRM_METRICS(
            required("id", TEXT),
            required("seq", BIGINT),
            required("run_id", TEXT),
            required("step", INTEGER),
            required("changed", BOOLEAN),
            required("value", JSON)),
    EXTRACTION_RUNS(
            required("id", TEXT),
            required("seq", BIGINT),
            optional("document_id", TEXT),
            optional("prompt_id", TEXT),
            required("provider", TEXT),
            optional("model", TEXT),
            required("found", INTEGER),
            required("stored", INTEGER),
            required("outcome", TEXT),
            optional("error", TEXT),
            required("latency_micros", BIGINT),
            optional("device", TEXT),
            required("created_at", TIME)),
    SEARCH_CHUNKS(
            required("id", TEXT),
            required("source_type", TEXT),
            optional("artifact_id", TEXT),
            optional("document_id", TEXT),
            required("chunk_index", INTEGER),
            required("text", TEXT),
            required("text_hash", TEXT),
            required("meta", JSON),
            optional("embedding_model", TEXT),
            optional("embedding", VECTOR));

    /** Of each table, the columns that are foreign keys, and the tables that they refer to. */
    private static final Map<StoreTable, Map<String, StoreTable>> PARENTS = Map.ofEntries(
            Map.entry(DOCUMENTS, Map.of("artifact_id", ARTIFACTS)),
            Map.entry(DOCUMENT_SECTIONS, Map.of("document_id", DOCUMENTS)),
            Map.entry(DOCUMENT_TABLES, Map.of("document_id", DOCUMENTS)),
            Map.entry(DOCUMENT_STRUCTURE, Map.of("document_id", DOCUMENTS)),
            Map.entry(DOCUMENT_ENTITIES, Map.of("document_id", DOCUMENTS)),
            Map.entry(DOCUMENT_METRIC_HITS, Map.of("document_id", DOCUMENTS)),
            Map.entry(API_ENDPOINTS, Map.of("document_id", DOCUMENTS)),
            Map.entry(LOG_ENTRIES, Map.of("document_id", DOCUMENTS)),
            Map.entry(TAGS, Map.of("document_id", DOCUMENTS)),
            Map.entry(EVIDENCE, Map.of("artifact_id", ARTIFACTS)),
            Map.entry(FACTS, Map.of("artifact_id", ARTIFACTS)),
            Map.entry(HRM_METRICS, Map.of("run_id", HRM_RUNS)),
            Map.entry(SEARCH_CHUNKS, Map.of("artifact_id", ARTIFACTS, "document_id", DOCUMENTS)));

    private final List<Column> columns;

    StoreTable(Column... columns) {
        this.columns = List.of(columns);
    }

    /** The table of this name in the stores, if there is one. */
    public static Optional<StoreTable> named(String name) {
        return Arrays.stream(values())
                .filter(table -> table.text().equals(name))
                .findFirst();
    }

    /** The name of the table in both stores. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The columns in their order; the first is the key. */
    public List<Column> columns() {
        return columns;
    }

    public Column key() {
        return columns.getFirst();
    }

    /** The place of a column in {@link #columns()}, or -1 if the table has none of this name. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether changes of a row raise its {@code revision}. */
    public boolean hasRevision() {
        return indexOf("revision") >= 0;
    }

    /** The columns that are foreign keys, and the tables that they refer to. */
    public Map<String, StoreTable> parents() {
        return PARENTS.getOrDefault(this, Map.of());
    }
}
