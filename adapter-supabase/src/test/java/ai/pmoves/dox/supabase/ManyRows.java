package ai.pmoves.dox.supabase;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * A database with thousands of rows in every table, so that the planner has a choice. Those of a number are
 * {@code a7}, {@code d7}, ... and belong to each other.
 */
final class ManyRows {
    private static final Set<String> FILTERED = Set.of("log_entries", "tags", "api_endpoints", "facts");

    private static final String[] INSERTS = {
        "artifacts (id, seq, filename, filepath, filetype, status, content_hash, created_at) select 'a' || i, i, 'f', 'p',"
                + " '.pdf', case when i % 500 = 0 then 'processing' else 'processed' end, 'h' || i, now() from %s",
        "documents (id, seq, artifact_id, path, type, content_hash) select 'd' || i, i, 'a' || i, 'p',"
                + " case when i % 100 = 0 then 'pdf' else 'xml' end, 'h' || i from %s",
        "document_sections (id, seq, document_id, \"order\", text) select 's' || i, i, 'd' || 1 + i % 300, i, 'text' from %s",
        "document_tables (id, seq, document_id, \"order\", content) select 't' || i, i, 'd' || 1 + i % 300, i, '{}' from %s",
        "document_structure (document_id, hierarchy) select 'd' || i, '{}' from %s",
        "document_entities (id, seq, document_id, label, text) select 'e' || i, i, 'd' || 1 + i % 300,"
                + " (array['ORG', 'DATE'])[1 + i % 2], 'text' from %s",
        "document_metric_hits (id, seq, document_id, type) select 'm' || i, i, 'd' || 1 + i % 300, 'money' from %s",
        "api_endpoints (id, seq, document_id, method, path, tags) select 'p' || i, i, 'd' || 1 + i % 300,"
                + " case when i % 1000 = 7 then 'TRACE' else 'GET' end, '/x' || i, case when i % 1000 = 7 then '[\"rare\"]' else '[\"one\"]' end::jsonb from %s",
        "log_entries (id, seq, document_id, ts, ts_at, level, code, message) select 'l' || i, i, 'd' || 1 + i % 300,"
                + " '2026-01-01', timestamptz '2026-01-01' + i * interval '1 minute',"
                + " case when i % 100 = 0 then 'ERROR' else 'INFO' end, case when i % 50 = 0 then 'E' || i % 100 else 'I' || i % 50 end,"
                + " case when i % 1000 = 7 then 'The Disk of harbor ' || i || ' is full' else 'text' end from %s",
        "tags (id, seq, document_id, tag) select 'g' || i, i, 'd' || 1 + i % 300, 'tag ' || i from %s",
        "tag_prompts (id, seq, document_id, prompt_text, created_at) select 'r' || i, i, 'd' || 1 + i % 300, 'p', now()"
                + " from %s",
        "evidence (id, seq, artifact_id, content_type) select 'v' || i, i, 'a' || 1 + i % 300,"
                + " case when i % 100 = 0 then 'formula' else 'table' end from %s",
        "facts (id, seq, artifact_id, report_week, metrics) select 'f' || i, i, 'a' || 1 + i % 300, '2026-W' || i % 50,"
                + " '{}' from %s",
        "summaries (id, seq, scope, scope_key, style, summary_text, artifact_ids, evidence_ids, created_at)"
                + " select 'u' || i, i, 'document', 'd' || 1 + i % 300, 'brief', 's', '[]', '[]', now() from %s",
        "hrm_runs (id, seq, kind, max_steps, min_steps, steps, halted, latency_micros, payload, created_at)"
                + " select 'n' || i, i, 'k', 1, 1, 1, true, 1, '{}', now() from %s",
        "hrm_metrics (id, seq, run_id, step, changed, value) select 'k' || i, i, 'n' || 1 + i % 300, i, true, '1' from %s",
        "extraction_runs (id, seq, document_id, provider, found, stored, outcome, latency_micros, created_at)"
                + " select 'x' || i, i, 'd' || 1 + i % 300, 'p', 1, 1, 'ok', 1, now() from %s",
        "search_chunks (id, generation, source_type, document_id, artifact_id, chunk_index, text, text_hash, meta,"
                + " embedding_model) select 'c' || i, 1, 'log', 'd' || 1 + i % 300,"
                + " case when i % 2 = 0 then 'a' || 1 + i % 300 end, 0, 'text ' || i, 'h' || i, '{}',"
                + " case when i % 1000 <> 0 then 'test@1/384' end from %s",
    };

    private ManyRows() {}

    static TestDatabase database() {
        return TestDatabase.copyOf("many rows", ManyRows::fill);
    }

    /** With a million rows in the tables whose lists have filters. */
    static TestDatabase million() {
        return TestDatabase.copyOf("a million rows", connection -> {
            fill(connection);
            for (var insert : INSERTS) {
                if (FILTERED.contains(insert.substring(0, insert.indexOf(' ')))) {
                    Sql.run(
                            connection,
                            "insert into public." + insert.replace("%s", "generate_series(6001, 1000000) i"));
                }
            }
            Sql.run(connection, "select setval('dox.row_order', 1000000)", "vacuum analyze");
        });
    }

    private static void fill(Connection connection) throws SQLException {
        for (var insert : INSERTS) {
            Sql.run(connection, "insert into public." + insert.replace("%s", "generate_series(1, 6000) i"));
        }
        Sql.run(
                connection,
                "update public.search_state set embedding_model = 'test@1/384'",
                "select setval('dox.row_order', 6000)",
                "vacuum analyze");
    }
}
