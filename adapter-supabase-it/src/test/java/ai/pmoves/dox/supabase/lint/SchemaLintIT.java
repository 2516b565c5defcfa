package ai.pmoves.dox.supabase.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import org.junit.jupiter.api.Test;

/** The linter finds nothing. */
class SchemaLintIT {
    @Test
    void nothingIsFoundOnAPlainPostgres() throws Exception {
        try (var database = TestDatabase.migrated();
                var connection = database.connect()) {
            assertThat(SchemaLint.read().findings(connection)).isEmpty();
        }
    }

    @Test
    void nothingIsFoundWhereAllThatIsMadeIsOpenToTheRolesOfTheApi() throws Exception {
        try (var database = TestDatabase.empty()) {
            SupabaseStore.migrate(SupabaseConfig.of(database.likeThePlatform()));
            try (var connection = database.connect()) {
                assertThat(SchemaLint.read().findings(connection)).isEmpty();
            }
        }
    }
}
