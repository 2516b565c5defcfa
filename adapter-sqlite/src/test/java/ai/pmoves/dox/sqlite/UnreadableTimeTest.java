package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Summary;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows with a word where a time belongs, as statements past this program leave them. */
class UnreadableTimeTest {
    @TempDir
    private Path folder;

    @Test
    void aRowWithoutAReadableTimeIsListedWithTheOthers() throws SQLException {
        var file = folder.resolve("db.sqlite3");
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            run(file, """
                    insert into summaries (id, seq, scope, scope_key, style, summary_text, artifact_ids, evidence_ids,
                        created_at)
                    values ('s1', 1, 'workspace', 'w', 'bullet', 'text', '[]', '[]', 'yesterday'),
                        ('s2', 2, 'workspace', 'w', 'bullet', 'text', '[]', '[]', '2026-01-02T03:04:05.000000Z')""");
            run(file, "insert into documents (id, seq, path, type, created_at) values ('d1', 1, 'p', 'pdf', 'soon')");

            assertThat(store.summaries().list(Optional.empty(), Optional.empty()))
                    .extracting(Summary::createdAt)
                    .containsExactlyInAnyOrder(Instant.EPOCH, Instant.parse("2026-01-02T03:04:05Z"));
            assertThat(store.documents().find(Id.of("d1")))
                    .get()
                    .extracting(Document::createdAt)
                    .isNull();
        }
    }

    private static void run(Path file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
