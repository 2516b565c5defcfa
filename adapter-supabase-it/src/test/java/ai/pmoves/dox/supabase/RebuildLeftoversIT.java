package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rebuild that died left behind does not get into the next one. */
class RebuildLeftoversIT {
    private final TestDatabase database = TestDatabase.migrated();
    private SupabaseStore store;

    @BeforeEach
    void open() throws SQLException {
        store = SupabaseStore.open(SupabaseConfig.of(database.loginAs("dox_server")));
        store.documents().add(new Document(Id.of("d1"), null, "path", DocumentType.XML, null, null, null, null, 1));
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private void leaveChunks(String ofGeneration) throws SQLException {
        database.run("""
                insert into public.search_chunks (id, generation, source_type, document_id, chunk_index, text, text_hash, meta)
                select id, %s, 'log', 'd1', 0, 'left behind', 'h', '{}' from (values ('c1'), ('gone')) c (id)""".formatted(ofGeneration));
    }

    private void rebuildAndCheck() throws SQLException {
        var chunk = new Chunk(Id.of("c1"), SourceType.LOG, null, Id.of("d1"), 0, "as it is", Json.of(Map.of()));
        assertThat(store.chunks().rebuild(sink -> sink.accept(chunk))).isEqualTo(1);
        assertThat(database.list("select id || ': ' || text from public.search_chunks"))
                .containsExactly("c1: as it is");
        assertThat(database.list("select distinct generation from dox.word_counts"))
                .containsExactly(database.ask("select serving_generation from public.search_state"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void itDiedWhileItMadeAGeneration(int generation) throws SQLException {
        database.run("update public.search_state set building_generation = 2");
        leaveChunks(String.valueOf(generation));
        rebuildAndCheck();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void itDiedBetweenGivingUpAndCleaningUp(int generation) throws SQLException {
        leaveChunks(String.valueOf(generation));
        rebuildAndCheck();
    }

    @Test
    void itDiedBeforeItRemovedTheLastCounts() throws SQLException {
        leaveChunks("2");
        database.run(
                "alter table public.search_chunks disable trigger count_removed_words",
                "delete from public.search_chunks",
                "alter table public.search_chunks enable trigger count_removed_words");
        rebuildAndCheck();
    }
}
