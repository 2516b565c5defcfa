package ai.pmoves.dox.supabase.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Words of every script are found, whatever the locale of the database. */
class ScriptsOfTheWorldIT {
    private static final String[] TEXTS = {
        "हिन्दी भाषा", "日本語", "русский текст", "العربية", "ภาษาไทย", "Überweisung", "naïve café"
    };

    @Test
    void inADatabaseOfTheServersLocale() throws SQLException {
        try (var database = TestDatabase.migrated();
                var connection = database.connect()) {
            assertEachIsFound(connection);
        }
    }

    /** There the regular expressions of Postgres know no letters but those of ASCII. */
    @Test
    void inADatabaseOfTheLocaleC() throws SQLException {
        try (var neighbour = TestDatabase.empty()) {
            var name = "dox_test_" + UUID.randomUUID().toString().replace("-", "");
            var url = neighbour.url().replaceFirst("/dox_test_[^/?]*", "/" + name);
            neighbour.run("create database " + name + " template template0 encoding 'UTF8' locale 'C'");
            try {
                SupabaseStore.migrate(SupabaseConfig.of(url));
                try (var connection = DriverManager.getConnection(url)) {
                    assertEachIsFound(connection);
                }
            } finally {
                neighbour.run("drop database " + name + " with (force)");
            }
        }
    }

    private static void assertEachIsFound(Connection connection) throws SQLException {
        for (var text : TEXTS) {
            Sql.rows(connection, """
                    insert into public.search_chunks (id, generation, source_type, chunk_index, text, text_hash, meta)
                    values (?, 1, 'log', 0, ?, 'h', '{}') returning id""", text, text);
            for (var word : text.split(" ")) {
                assertThat(Sql.list(connection, """
                                select id from dox.search('text', ?, null, null, 10, null, null, null, null, false, 1, 1, 20)""", word)).as(word).containsExactly(text);
            }
        }
    }
}
