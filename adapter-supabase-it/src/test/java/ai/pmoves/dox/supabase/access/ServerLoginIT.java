package ai.pmoves.dox.supabase.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's login changes rows, and nothing else. That this is enough for the store its contracts show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerLoginIT {
    private TestDatabase database;
    private String login;
    private Connection connection;

    @BeforeAll
    void logIn() throws SQLException {
        database = TestDatabase.migrated();
        login = database.loginAs("dox_server");
        connection = DriverManager.getConnection(login);
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table public.notes (id text)",
                "create table dox.notes (id text)",
                "create schema notes",
                "create extension btree_gist",
                "create function public.one() returns integer language sql return 1",
                "create index more on public.tags (score)",
                "create policy more on public.tags using (true)",
                "create trigger more after insert on public.tags execute function dox.count_added_words()",
                "alter table public.tags add column note text",
                "alter table public.tags disable row level security",
                "alter table public.search_chunks disable trigger all",
                "alter function dox.schema_version() rename to other",
                "drop index public.tags_tag",
                "drop table public.tags",
                "truncate public.search_chunks",
                "set role service_role",
                "set session_replication_role = replica"
            })
    void itMayNotChangeTheSchemaOrItsRights(String sql) {
        assertThatThrownBy(() -> Sql.run(connection, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void migratingWithItIsRefused() {
        assertThatThrownBy(() -> SupabaseStore.migrate(SupabaseConfig.of(login)))
                .isInstanceOfSatisfying(DoxException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
                    assertThat(e.remedy()).contains(Remedy.MIGRATE_AS_OWNER);
                })
                .hasMessageContaining(" may not migrate ");
    }

    @Test
    void changingVectorIndexesWithItIsRefused() {
        for (var change : List.<Consumer<SupabaseConfig>>of(
                SupabaseStore::dropVectorIndexes, config -> SupabaseStore.buildVectorIndexes(config, 64))) {
            assertThatThrownBy(() -> change.accept(SupabaseConfig.of(login)))
                    .isInstanceOfSatisfying(DoxException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
                        assertThat(e.remedy()).contains(Remedy.MIGRATE_AS_OWNER);
                    })
                    .hasMessageContaining(" may not change the indexes of ");
        }
    }

    @Test
    void aLoginThatIsNoMemberIsToldHowToBecomeOne() throws SQLException {
        try (var other = TestDatabase.migrated()) {
            var stranger = SupabaseConfig.of(other.loginAs("pg_monitor"));
            assertThatThrownBy(() -> SupabaseStore.open(stranger))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                    .hasMessageContaining("Let their owner run: grant dox_server to dox_test_");
            assertThatThrownBy(() -> SupabaseStore.migrate(stranger))
                    .isInstanceOf(DoxException.class)
                    .hasMessageContaining("grant dox_server to");
        }
    }

    @Test
    void itHasNoRightToPassOn() throws SQLException {
        Sql.run(connection, "grant select on public.tags to anon"); // is answered with a warning only
        assertThat(Sql.ask(connection, "select has_table_privilege('anon', 'public.tags', 'select')"))
                .isEqualTo("f");
    }
}
