package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each hot query walks an index: a contract does not see cost. */
class QueryPlanTest {
    @RegisterExtension
    final SqliteStoreExtension sqlite = new SqliteStoreExtension();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from log_entries order by seq, id limit 50 | log_entries_seq",
                "select * from log_entries where level = 'E' order by seq, id limit 50 | log_entries_level",
                "select * from log_entries where document_id = 'd' order by seq, id limit 50 | log_entries_document_id",
                "select * from log_entries where ts_at >= 'a' and ts_at <= 'b' | log_entries_ts_at",
                "select * from tags where tag = 'x' | tags_tag",
                "select * from tags where document_id = 'd' order by seq, id limit 50 | tags_document_id",
                "select * from artifacts order by seq, id limit 50 | artifacts_seq",
                "select * from artifacts where content_hash = 'h' | artifacts_content_hash",
                "select * from documents where type = 'pdf' order by seq, id limit 50 | documents_type",
                "select * from facts where report_week = 'w' order by seq, id limit 50 | facts_report_week",
                "select * from evidence where artifact_id = 'a' order by seq, id limit 50 | evidence_artifact_id",
                "select * from document_sections where document_id = 'd' order by \"order\" | document_sections_document",
                "select 1 from search_chunks where generation = 1 and embedding_model is null | search_chunks_model",
                "select 1 from search_chunks where text_hash = 'h' | search_chunks_text_hash",
                "select text from search_chunks where chunk_no = 1 | INTEGER PRIMARY KEY",
                "delete from search_chunks where artifact_id = 'a' | search_chunks_artifact_id",
                "delete from search_chunks where document_id = 'd' | search_chunks_document_id",
            })
    void aHotQueryUsesItsIndex(String sql, String index) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("explain query plan " + sql)) {
            var plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
            assertThat(plan.toString()).contains(index).doesNotContain("USE TEMP B-TREE FOR ORDER BY");
        }
    }
}
