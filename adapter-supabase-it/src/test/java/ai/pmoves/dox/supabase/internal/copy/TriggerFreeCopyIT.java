package ai.pmoves.dox.supabase.internal.copy;

import static ai.pmoves.dox.domain.rows.StoreTable.LOG_ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy that goes past the triggers leaves what they would have left. */
class TriggerFreeCopyIT {
    private final TestDatabase database = TestDatabase.migrated();
    private SupabaseStore store;

    @BeforeEach
    void open() {
        store = SupabaseStore.open(SupabaseConfig.of(database.url()));
        store.documents().add(new Document(Id.of("d"), null, "path", DocumentType.XML, null, null, null, null, 1));
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private static Row log(String id, String document) {
        return Row.of(LOG_ENTRIES, id, 1L, document, null, null, null, null, null, "a message", null);
    }

    private Written write(String... ids) {
        return store.rows()
                .write(
                        LOG_ENTRIES,
                        List.of(ids).stream().map(id -> log(id, "d")).toList(),
                        null);
    }

    private void speakUp() throws SQLException {
        database.run("""
                create or replace function dox.notice() returns trigger language plpgsql as $$
                begin raise exception 'a trigger spoke'; end $$""");
    }

    private List<String> stored() throws SQLException {
        return database.list("select id from public.log_entries order by id");
    }

    @Test
    void theTriggersAreSilentWhereNobodyHasToNotice() throws SQLException {
        speakUp();
        assertThat(write("a", "b")).isEqualTo(new Written(2, 0, 0, 0));
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void theySpeakAgainInTheSameTransaction() {
        var orphan = new LogEntry(Id.of("b"), Id.of("no one"), null, null, null, null, null, null, null);
        assertThatThrownBy(() -> store.unitOfWork().call(() -> {
                    write("a");
                    store.logs().addAll(List.of(orphan));
                    return 1;
                }))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PARENT_MISSING));
    }

    @Test
    void aMissingParentIsMissed() throws SQLException {
        assertThatThrownBy(() -> store.rows().write(LOG_ENTRIES, List.of(log("a", "d"), log("b", "no one")), null))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PARENT_MISSING));
        assertThat(stored()).isEmpty();
    }

    @Test
    void aParentStaysUntilItsRowsAreThere() throws SQLException {
        store.unitOfWork().call(() -> {
            write("a");
            assertThatThrownBy(() -> database.run("set lock_timeout = 100", "delete from public.documents"))
                    .hasMessageContaining("lock timeout");
            return 1;
        });
        database.run("delete from public.documents");
        assertThat(stored()).isEmpty();
    }

    @Test
    void rowsThatAreThereAreMerged() throws SQLException {
        write("a");
        assertThat(write("a", "b")).isEqualTo(new Written(1, 0, 1, 0));
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void inAPairChangesAreNoticed() throws SQLException {
        var id = store.sync().role().storeId();
        store.sync().advance(new ReplicationRole(id, id, 1));
        write("a");
        assertThat(database.list("select key from dox.sync_changes where table_name = 'log_entries'"))
                .containsExactly("a");
    }

    @Test
    void aTriggerOfSomebodyElseSpeaks() throws SQLException {
        database.run(
                "create table public.audit (id text)",
                """
                create function public.audit() returns trigger language plpgsql as $$
                begin insert into public.audit values (new.id); return null; end $$""",
                "create trigger audit after insert on public.log_entries for each row execute function public.audit()");
        write("a", "b");
        assertThat(database.list("select id from public.audit order by id")).containsExactly("a", "b");
    }

    @Test
    void aForeignKeyOfSomebodyElseHolds() throws SQLException {
        database.run(
                "create table public.levels (level text primary key)",
                "alter table public.log_entries alter column level set default 'ERROR'",
                "alter table public.log_entries add foreign key (level) references public.levels");
        var row = log("a", "d").with("level", "ERROR");
        assertThatThrownBy(() -> store.rows().write(LOG_ENTRIES, List.of(row), null))
                .isInstanceOf(DoxException.class);
        database.run("insert into public.levels values ('ERROR')");
        assertThat(store.rows().write(LOG_ENTRIES, List.of(row), null)).isEqualTo(new Written(1, 0, 0, 0));
    }

    @Test
    void whoMayNotSilenceThemCopiesAsEver() throws SQLException {
        store.close();
        var copier = database.loginAs("dox_server");
        database.run("alter role %s bypassrls".formatted(copier.replaceFirst(".*user=(\\w+).*", "$1")));
        store = SupabaseStore.open(SupabaseConfig.of(copier));
        assertThat(write("a", "b")).isEqualTo(new Written(2, 0, 0, 0));
        assertThat(write("c")).isEqualTo(new Written(1, 0, 0, 0));
        speakUp();
        assertThatThrownBy(() -> write("d")).hasMessageContaining("a trigger spoke");
        assertThat(stored()).containsExactly("a", "b", "c");
    }
}
