package ai.pmoves.dox.supabase.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.Scripts;
import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database of each earlier version, with a row in each of its tables, becomes one of this version. */
class EarlierSchemasIT {

    static IntStream versions() {
        return IntStream.range(1, Scripts.files().size());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void migrationKeepsTheRows(int scripts) throws Exception {
        try (var database = TestDatabase.empty()) {
            Scripts.push(database.url(), scripts);
            List<StoreTable> filled;
            try (var connection = DriverManager.getConnection(database.url())) {
                var inserts = OneOfEachRow.of(connection).inserts();
                filled = inserts.keySet().stream()
                        .flatMap(name -> StoreTable.named(name.replaceFirst("^public\\.", "")).stream())
                        .toList();
                for (var table : filled) {
                    Sql.run(connection, inserts.get("public." + table.text()));
                }
            }
            assertThat(filled).contains(StoreTable.ARTIFACTS, StoreTable.LOG_ENTRIES, StoreTable.SEARCH_CHUNKS);

            SupabaseStore.migrate(SupabaseConfig.of(database.url()));

            try (var store = SupabaseStore.open(SupabaseConfig.of(database.url()))) {
                assertThat(filled).allSatisfy(table -> {
                    assertThat(store.rows().find(table, List.of("x")))
                            .as(table.text())
                            .extracting(Row::id)
                            .containsExactly("x");
                    assertThat(store.rows().count(table)).as(table.text()).isEqualTo(1);
                });
            }
        }
    }
}
