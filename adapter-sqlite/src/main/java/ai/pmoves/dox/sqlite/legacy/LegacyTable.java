package ai.pmoves.dox.sqlite.legacy;

import static ai.pmoves.dox.sqlite.legacy.LegacyColumn.computed;
import static ai.pmoves.dox.sqlite.legacy.LegacyColumn.constant;
import static ai.pmoves.dox.sqlite.legacy.LegacyColumn.from;
import static ai.pmoves.dox.sqlite.legacy.LegacyColumn.same;
import static ai.pmoves.dox.sqlite.legacy.LegacyColumn.seq;

import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tables of the Python backend that have a place in the stores, with their columns. */
enum LegacyTable {
    ARTIFACT(
            "artifact",
            StoreTable.ARTIFACTS,
            same("id", LegacyIds::key),
            seq(),
            same("filename", LegacyText::required),
            same("filepath", LegacyText::required),
            same("filetype", LegacyText::required),
            same("report_week", LegacyText::optionalLabel),
            same("status", LegacyText::optionalLabel),
            same("source_url", LegacyText::optional),
            from("extras", LegacyJson::optional, "extra_json"),
            constant("content_hash", null),
            constant("created_at", null),
            constant("revision", 1L)),
    DOCUMENT(
            "document",
            StoreTable.DOCUMENTS,
            same("id", LegacyIds::key),
            seq(),
            computed("artifact_id", LegacyIds::optional, """
                    case when t."type" = 'pdf' and exists (select 1 from artifact a where a.id = t.id) then t.id end""", "id", "type"),
            same("path", LegacyText::required),
            same("type", LegacyText::documentType),
            same("title", LegacyText::optional),
            same("source", LegacyText::optional),
            constant("content_hash", null),
            same("created_at", LegacyTimes::optional),
            constant("revision", 1L)),
    SECTION(
            "section",
            StoreTable.DOCUMENT_SECTIONS,
            same("id", LegacyIds::key),
            seq(),
            same("document_id", LegacyIds::parent),
            same("order", LegacyNumbers::requiredInt),
            same("text", LegacyText::required),
            same("page", LegacyNumbers::optionalInt),
            from("bbox", LegacyJson::optional, "bbox_json")),
    DOCTABLE(
            "doctable",
            StoreTable.DOCUMENT_TABLES,
            same("id", LegacyIds::key),
            seq(),
            same("document_id", LegacyIds::parent),
            same("order", LegacyNumbers::requiredInt),
            from("content", LegacyJson::object, "table_content_json", "json")),
    DOCUMENT_STRUCTURE(
            "document_structure",
            StoreTable.DOCUMENT_STRUCTURE,
            same("document_id", LegacyIds::key),
            from("hierarchy", LegacyJson::orNull, "hierarchy_json")),
    DOCUMENT_ENTITIES(
            "document_entities",
            StoreTable.DOCUMENT_ENTITIES,
            same("id", LegacyIds::key),
            seq(),
            same("document_id", LegacyIds::parent),
            same("label", LegacyText::required),
            same("text", LegacyText::required),
            same("start_char", LegacyNumbers::optionalInt),
            same("end_char", LegacyNumbers::optionalInt),
            same("page", LegacyNumbers::optionalInt),
            from("context", LegacyText::optional, "entity_context"),
            same("source_index", LegacyNumbers::optionalInt)),
    DOCUMENT_METRIC_HITS(
            "document_metric_hits",
            StoreTable.DOCUMENT_METRIC_HITS,
            same("id", LegacyIds::key),
            seq(),
            same("document_id", LegacyIds::parent),
            same("type", LegacyText::required),
            same("value", LegacyText::optional),
            from("context", LegacyText::optional, "metric_context"),
            same("position", LegacyNumbers::optionalInt),
            same("page", LegacyNumbers::optionalInt),
            same("source_index", LegacyNumbers::optionalInt)),
    APIENDPOINT(
            "apiendpoint",
            StoreTable.API_ENDPOINTS,
            same("id", LegacyIds::key),
            seq(),
            same("document_id", LegacyIds::parent),
            same("name", LegacyText::optional),
            same("method", LegacyText::requiredLabel),
            same("path", LegacyText::required),
            same("summary", LegacyText::optional),
            from("tags", LegacyJson::optional, "tags_json"),
            from("parameters", LegacyJson::optional, "params_json"),
            from("responses", LegacyJson::optional, "responses_json")),
    LOGENTRY(
            "logentry",
            StoreTable.LOG_ENTRIES,
            same("id", LegacyIds::key),
            seq(),
            same("document_id", LegacyIds::parent),
            same("ts", LegacyText::optional),
            from("ts_at", LegacyTimes::ofLog, "ts"),
            same("level", LegacyText::optionalLabel),
            same("code", LegacyText::optional),
            same("component", LegacyText::optional),
            same("message", LegacyText::optional),
            from("attrs", LegacyJson::optional, "attrs_json")),
    TAGROW(
            "tagrow",
            StoreTable.TAGS,
            same("id", LegacyIds::key),
            seq(),
            same("document_id", LegacyIds::parent),
            same("tag", LegacyText::required),
            same("score", LegacyNumbers::optionalDouble),
            same("source_ptr", LegacyText::optional),
            same("hrm_steps", LegacyNumbers::optionalInt), // where NULL, readers derive it from source_ptr
            constant("revision", 1L)),
    TAGPROMPT(
            "tagprompt",
            StoreTable.TAG_PROMPTS,
            same("id", LegacyIds::key),
            seq(),
            same("document_id", LegacyIds::parent),
            same("prompt_text", LegacyText::required),
            from("examples", LegacyJson::optional, "examples_json"),
            same("created_at", LegacyTimes::optional),
            same("author", LegacyText::optional)),
    EVIDENCE(
            "evidence",
            StoreTable.EVIDENCE,
            same("id", LegacyIds::key),
            seq(),
            same("artifact_id", LegacyIds::parent),
            same("locator", LegacyText::optional),
            same("preview", LegacyText::optional),
            same("content_type", LegacyText::optionalLabel),
            from("coordinates", LegacyJson::optional, "coordinates_json"),
            from("full_data", LegacyJson::optional, "full_data_json")),
    FACT(
            "fact",
            StoreTable.FACTS,
            same("id", LegacyIds::key),
            seq(),
            same("artifact_id", LegacyIds::parent),
            same("report_week", LegacyText::optionalLabel),
            same("entity", LegacyText::optional),
            from("metrics", LegacyJson::object, "metrics_json"),
            same("evidence_id", LegacyIds::optional)),
    SUMMARIES(
            "summaries",
            StoreTable.SUMMARIES,
            same("id", LegacyIds::key),
            seq(),
            same("scope", LegacyText::required),
            same("scope_key", LegacyText::required),
            same("style", LegacyText::required),
            same("provider", LegacyText::optional),
            same("prompt", LegacyText::optional),
            same("summary_text", LegacyText::required),
            from("artifact_ids", LegacyJson::ids, "artifact_ids_json"),
            from("evidence_ids", LegacyJson::ids, "evidence_ids_json"),
            same("created_at", LegacyTimes::required));

    private final String text;
    private final StoreTable target;
    private final List<LegacyColumn> columns;

    LegacyTable(String text, StoreTable target, LegacyColumn... columns) {
        this.text = text;
        this.target = target;
        this.columns = List.of(columns);
    }

    /** The table that becomes a table of the stores; runs and chunks come from none. */
    static Optional<LegacyTable> of(StoreTable target) {
        return Arrays.stream(values()).filter(table -> table.target == target).findFirst();
    }

    /** Its name in the file. */
    String text() {
        return text;
    }

    StoreTable target() {
        return target;
    }

    /** In the order of the store's columns; the first is the key. */
    List<LegacyColumn> columns() {
        return columns;
    }

    /** The column of the file that is the key. */
    String key() {
        return columns.getFirst().sources().getFirst();
    }

    /** Whether a column of the file has a place in the stores. */
    boolean knows(String column) {
        return columns.stream()
                .flatMap(known -> known.sources().stream())
                .anyMatch(known -> known.equalsIgnoreCase(column));
    }
}
