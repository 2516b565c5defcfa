package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.supabase.fixture.Scripts;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Roles belong to a whole server: on one that has none yet the first database to be migrated makes them. */
class FreshServerIT {
    private final OwnPostgresServer server = PostgresServer.startOwn();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void databasesThatAreMigratedAtOnceShareTheRoles() throws Exception {
        var migrations = Stream.generate(server::createDatabase)
                .limit(3)
                .map(SupabaseConfig::of)
                .map(config -> (Callable<Integer>) () -> SupabaseStore.migrate(config))
                .toList();
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (Future<Integer> one : threads.invokeAll(migrations)) {
                assertThat(one.get()).isEqualTo(Scripts.files().size());
            }
        }
        try (var database = TestDatabase.emptyOn(server)) {
            assertThat(database.list("select rolname from pg_roles where rolname !~ '^(pg_|postgres$)' order by 1"))
                    .isEqualTo(List.of("anon", "authenticated", "dox_server", "service_role"));
        }
    }

    @Test
    void anOwnerWhoMayMakeRolesMakesTheOneThatThePlatformLacks() throws Exception {
        try (var database = TestDatabase.emptyOn(server)) {
            var owner = database.likeThePlatform();
            assertThat(SupabaseStore.migrate(SupabaseConfig.of(owner)))
                    .isEqualTo(Scripts.files().size());
            SupabaseStore.open(SupabaseConfig.of(database.loginAs("dox_server")))
                    .close();
        }
    }

    @Test
    void anOwnerWhoMayNotIsToldSoBeforeAnythingIsMade() throws Exception {
        try (var database = TestDatabase.emptyOn(server)) {
            var owner = SupabaseConfig.of(database.likeThePlatform());
            database.run("alter role %s nocreaterole".formatted(owner.url().user()));
            assertThatThrownBy(() -> SupabaseStore.migrate(owner))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                    .hasMessageContaining("permission denied to create role");
            assertThat(database.list("select tablename from pg_tables where schemaname = 'public'"))
                    .isEmpty();
        }
    }
}
