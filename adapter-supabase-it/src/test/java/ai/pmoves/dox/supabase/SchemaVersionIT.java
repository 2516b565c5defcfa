package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.supabase.fixture.Scripts;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database, its scripts and the program agree on a version, or the store does not open. */
class SchemaVersionIT {
    private static final String NEWER = "29990101000000";
    private static final String OLDER = "20261122000200";

    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void drop() {
        database.close();
    }

    private void becomeVersion(String version) throws SQLException {
        database.run("""
                create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
                    return '%s'""".formatted(version));
    }

    private void assertRefused(ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private void open() {
        SupabaseStore.open(SupabaseConfig.of(database.url())).close();
    }

    @Test
    void theNewestScriptIsTheVersionThatProgramAndDatabaseName() throws SQLException {
        assertThat(Scripts.files().getLast().getFileName().toString()).startsWith(SupabaseSchema.VERSION + "_");
        assertThat(database.ask("select dox.schema_version()")).isEqualTo(SupabaseSchema.VERSION);
        assertThat(database.ask("select max(version) from dox.flyway_schema_history"))
                .isEqualTo(SupabaseSchema.VERSION);
    }

    @Test
    void eachScriptSaysWhichItIs() throws SQLException {
        try (var empty = TestDatabase.empty()) {
            for (int i = 0; i < Scripts.files().size(); i++) {
                Scripts.push(empty.url(), i, i + 1);
                assertThat(Scripts.files().get(i).getFileName().toString())
                        .startsWith(empty.ask("select dox.schema_version()") + "_");
            }
        }
    }

    @Test
    void theNamesOfTheScriptsAreThoseThatThePlatformPushes() {
        assertThat(Scripts.files())
                .allSatisfy(file -> assertThat(file.getFileName().toString()).matches("[0-9]{14}_[a-z_]+\\.sql"));
    }

    @Test
    void anOldSchemaIsNotOpened() throws SQLException {
        becomeVersion(OLDER);
        assertRefused(this::open, ErrorCode.STORE_NOT_MIGRATED, "has the tables of version " + OLDER);
    }

    @Test
    void aNewerSchemaIsNeitherOpenedNorMigrated() throws SQLException {
        becomeVersion(NEWER);
        assertRefused(this::open, ErrorCode.STORE_NEWER, "(schema " + NEWER + ")");
        assertRefused(
                () -> SupabaseStore.migrate(SupabaseConfig.of(database.url())),
                ErrorCode.STORE_NEWER,
                "(schema " + NEWER + ")");
    }

    @Test
    void aDatabaseWithoutTheTablesIsNotOpened() throws SQLException {
        try (var empty = TestDatabase.empty()) {
            assertRefused(
                    () -> SupabaseStore.open(SupabaseConfig.of(empty.url())).close(),
                    ErrorCode.STORE_NOT_MIGRATED,
                    "does not have the tables yet.");
            assertThat(empty.list("select nspname from pg_namespace where nspname = 'dox'"))
                    .isEmpty();
        }
    }
}
