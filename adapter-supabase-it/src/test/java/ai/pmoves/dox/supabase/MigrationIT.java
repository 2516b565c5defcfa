package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.supabase.fixture.Scripts;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The scripts bring any database that they may meet to the same form. */
class MigrationIT {
    private static final int ALL = Scripts.files().size();

    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void drop() {
        database.close();
    }

    private static int migrate(String url) {
        return SupabaseStore.migrate(SupabaseConfig.of(url));
    }

    private static void assertOpens(String url) {
        try (var store = SupabaseStore.open(SupabaseConfig.of(url))) {
            store.ping();
        }
    }

    @Test
    void theSecondTimeThereIsNothingToDo() {
        assertThat(migrate(database.url())).isEqualTo(ALL);
        assertThat(migrate(database.url())).isZero();
        assertOpens(database.url());
    }

    @RepeatedTest(3)
    void twoAtOnceDoItOnce() throws Exception {
        Callable<Integer> migrate = () -> migrate(database.url());
        int applied = 0;
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<Integer> one : threads.invokeAll(Collections.nCopies(2, migrate))) {
                applied += one.get();
            }
        }
        assertThat(applied).isEqualTo(ALL); // they may take turns
        assertOpens(database.url());
    }

    @Test
    void tablesOfOthersAreLeftAlone() throws SQLException {
        database.run("create table public.customers (id integer)", "insert into public.customers values (7)");
        migrate(database.url());
        assertThat(database.ask("select id from public.customers")).isEqualTo("7");
        assertThat(database.ask("select relrowsecurity from pg_class where oid = 'public.customers'::regclass"))
                .isEqualTo("f");
        assertOpens(database.url());
    }

    @Test
    void aTableOfOthersInTheWayIsNamedAndNothingIsMade() throws SQLException {
        database.run("create table public.tags (id integer)", "insert into public.tags values (7)");
        assertThatThrownBy(() -> migrate(database.url()))
                .isInstanceOf(DoxException.class)
                .hasMessageContaining("relation \"tags\" already exists");
        assertThat(database.list("select tablename from pg_tables where schemaname = 'public'"))
                .containsExactly("tags");
        assertThat(database.ask("select id from public.tags")).isEqualTo("7");
    }

    @Test
    void anExtensionInAnotherSchemaIsNamedWithWhatToDo() throws SQLException {
        database.run("create extension vector schema public");
        assertThatThrownBy(() -> migrate(database.url()))
                .isInstanceOf(DoxException.class)
                .hasMessageContaining("Let their owner run: alter extension vector set schema extensions;");
        database.run("create schema extensions", "alter extension vector set schema extensions");
        assertThat(migrate(database.url())).isEqualTo(ALL);
    }

    @Test
    void anOwnerWhoIsNoSuperuserMigrates() throws SQLException {
        var owner = database.likeThePlatform();
        assertThat(migrate(owner)).isEqualTo(ALL);
        assertThat(migrate(owner)).isZero();
        assertOpens(owner);
        assertOpens(database.loginAs("dox_server"));
    }

    @Test
    void aPoolerOfTransactionsIsRefused() {
        assertThatThrownBy(() -> migrate("postgresql://postgres:secret@localhost:6543/postgres"))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID));
    }
}
