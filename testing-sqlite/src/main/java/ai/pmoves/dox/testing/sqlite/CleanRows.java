package ai.pmoves.dox.testing.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows as the Python backend writes them: two artifacts, a PDF among them, a log, an API description. */
final class CleanRows {
    private static final String PDF = "5f0c9d0e-7a52-4b6e-8a4e-0d8a7f2f6a01";
    private static final String CSV = "5f0c9d0e-7a52-4b6e-8a4e-0d8a7f2f6a02";
    private static final String LOG = "5f0c9d0e-7a52-4b6e-8a4e-0d8a7f2f6a03";
    private static final String API = "5f0c9d0e-7a52-4b6e-8a4e-0d8a7f2f6a04";

    private final LegacyFile file;

    private CleanRows(LegacyFile file) {
        this.file = file;
    }

    static void addTo(LegacyFile file) throws SQLException {
        var rows = new CleanRows(file);
        rows.addSources();
        rows.addContent();
        rows.addLogAndApi();
        rows.addEvidence();
        rows.addTexts();
        rows.addForeign();
    }

    /** Leaves out the columns that the file's version does not have, and the row if it lacks the table. */
    private void add(String table, @Nullable Object... namesAndValues) throws SQLException {
        if (!file.has(table, (String) namesAndValues[0])) {
            return;
        }
        var there = new ArrayList<@Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (file.has(table, (String) namesAndValues[i])) {
                there.addAll(Arrays.asList(namesAndValues[i], namesAndValues[i + 1]));
            }
        }
        file.insert(table, there.toArray());
    }

    private void addSources() throws SQLException {
        add(
                "artifact",
                "id",
                PDF,
                "filename",
                "Q3 report.pdf",
                "filepath",
                "uploads/u1_Q3 report.pdf",
                "filetype",
                ".pdf",
                "report_week",
                "",
                "status",
                "processed",
                "extra_json",
                "{\"web\":{\"title\":\"Zürich\"}}");
        add(
                "artifact",
                "id",
                CSV,
                "filename",
                "ads.csv",
                "filepath",
                "uploads/u2_ads.csv",
                "filetype",
                ".csv",
                "report_week",
                "2025-W40",
                "status",
                "processed",
                "source_url",
                null);
        add(
                "document",
                "id",
                PDF,
                "path",
                "uploads/u1_Q3 report.pdf",
                "type",
                "pdf",
                "title",
                "u1_Q3 report.pdf",
                "source",
                "watch|upload");
        add(
                "document",
                "id",
                LOG,
                "path",
                "uploads/u3_log.xml",
                "type",
                "xml",
                "title",
                "u3_log.xml",
                "source",
                "watch|upload");
        add(
                "document",
                "id",
                API,
                "path",
                "uploads/u4_api.yaml",
                "type",
                "openapi",
                "title",
                "Members",
                "source",
                "watch|upload");
    }

    private void addContent() throws SQLException {
        add(
                "section",
                "id",
                "s1",
                "document_id",
                PDF,
                "order",
                0,
                "text",
                "Revenue rose.",
                "page",
                1,
                "bbox_json",
                "[1, 2.5, 3, 4]");
        add(
                "doctable",
                "id",
                "t1",
                "document_id",
                PDF,
                "order",
                0,
                "table_content_json",
                "{\"columns\": [\"a\"], \"rows\": [[1]]}",
                "json",
                "{\"columns\": [\"a\"], \"rows\": [[1]]}");
        add(
                "document_structure",
                "document_id",
                PDF,
                "hierarchy_json",
                "{\"title\":\"Report\",\"sections\":[{\"level\":1,\"title\":\"Summary\"}]}");
        add(
                "document_entities",
                "id",
                "e1",
                "document_id",
                PDF,
                "label",
                "ORG",
                "text",
                "Harbor Ltd",
                "start_char",
                3,
                "end_char",
                13,
                "page",
                1,
                "entity_context",
                "by Harbor Ltd in",
                "source_index",
                0);
        add(
                "document_metric_hits",
                "id",
                "m1",
                "document_id",
                PDF,
                "type",
                "revenue",
                "value",
                "4.2M",
                "metric_context",
                "revenue was $4.2M",
                "position",
                12,
                "page",
                1,
                "source_index",
                0);
    }

    private void addLogAndApi() throws SQLException {
        add(
                "logentry",
                "id",
                "l1",
                "document_id",
                LOG,
                "ts",
                "2025-09-29T06:02:41Z",
                "level",
                "ERROR",
                "code",
                "E4021",
                "component",
                "billing",
                "message",
                "Payment gateway timed out");
        add("logentry", "id", "l2", "document_id", LOG, "message", "no more than this");
        add(
                "apiendpoint",
                "id",
                "a1",
                "document_id",
                API,
                "name",
                "listMembers",
                "method",
                "GET",
                "path",
                "/members",
                "summary",
                "All members",
                "tags_json",
                "[\"members\"]",
                "params_json",
                "[{\"name\": \"q\", \"in\": \"query\"}]",
                "responses_json",
                "{\"200\": {\"description\": \"ok\"}}");
        add("tagrow", "id", "g1", "document_id", LOG, "tag", "Billing", "score", 0.5, "source_ptr", "heuristic");
        add(
                "tagrow",
                "id",
                "g2",
                "document_id",
                LOG,
                "tag",
                "Gateway",
                "source_ptr",
                "hrm-refined:steps3",
                "hrm_steps",
                3);
        add(
                "tagprompt",
                "id",
                "p1",
                "document_id",
                LOG,
                "prompt_text",
                "Tag it",
                "examples_json",
                "[]",
                "created_at",
                "2025-10-01T08:00:00Z",
                "author",
                "ui");
    }

    private void addEvidence() throws SQLException {
        add(
                "evidence",
                "id",
                "v1",
                "artifact_id",
                CSV,
                "locator",
                "u2_ads.csv#data",
                "preview",
                "  spend",
                "content_type",
                "csv",
                "full_data_json",
                "[{\"spend\": 1.5, \"day\": \"2025-01-01\"}]");
        add(
                "evidence",
                "id",
                "v2",
                "artifact_id",
                PDF,
                "locator",
                "u1#section0",
                "content_type",
                "text",
                "coordinates_json",
                "{\"page\": 1, \"bbox\": null}",
                "full_data_json",
                "{\"text\": \"Z\\u00fcrich\"}");
        add(
                "fact",
                "id",
                "f1",
                "artifact_id",
                CSV,
                "report_week",
                "2025-W40",
                "metrics_json",
                "{\"spend\": 1.5, \"clicks\": 7}",
                "evidence_id",
                "v1");
        add(
                "fact",
                "id",
                "f2",
                "artifact_id",
                PDF,
                "report_week",
                "",
                "entity",
                "document_summary",
                "metrics_json",
                "{}");
    }

    private void addTexts() throws SQLException {
        add(
                "summaries",
                "id",
                "u1",
                "scope",
                "workspace",
                "scope_key",
                "workspace",
                "style",
                "bullet",
                "provider",
                "heuristic",
                "prompt",
                "Summarise",
                "summary_text",
                "• all is well",
                "artifact_ids_json",
                "[]",
                "evidence_ids_json",
                "[\"v1\", \"gone\"]",
                "created_at",
                "2025-10-01T08:00:00Z");
        add(
                "summaries",
                "id",
                "u2",
                "scope",
                "artifact",
                "scope_key",
                "artifact:" + CSV,
                "style",
                "executive",
                "summary_text",
                "all is well",
                "artifact_ids_json",
                "[\"" + CSV + "\"]",
                "evidence_ids_json",
                "[]",
                "created_at",
                "2025-10-01T08:00:01Z");
    }

    private void addForeign() throws SQLException {
        add(
                "cipher_memory",
                "id",
                "c1",
                "category",
                "fact",
                "content_json",
                "{\"a\":1}",
                "created_at",
                "2025-10-01T08:00:00Z");
        add("user_prefs", "user_id", "you", "preferences_json", "{\"theme\":\"dark\"}");
        add(
                "skills_registry",
                "id",
                "k1",
                "name",
                "sum",
                "description",
                "adds",
                "parameters_json",
                "{}",
                "workflow_def_json",
                "{}",
                "enabled",
                1);
        add("alembic_version", "version_num", "20251003");
    }
}
