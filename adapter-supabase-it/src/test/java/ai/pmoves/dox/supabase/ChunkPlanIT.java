package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.supabase.fixture.ExplainedConnection;
import ai.pmoves.dox.supabase.fixture.ManyRows;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import ai.pmoves.dox.supabase.internal.search.ChunkRebuild;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What writes chunks and their vectors finds them by indexes, as a server runs it. */
class ChunkPlanIT {
    private static final ModelId MODEL = new ModelId("test", "1", 384);
    private static final String ALL_CHUNKS = "Seq Scan on search_chunks";

    private static TestDatabase database;
    private static ExplainedConnection connection;
    private static SupabaseChunkIndex chunks;

    @BeforeAll
    static void open() throws SQLException {
        database = ManyRows.database();
        connection = ExplainedConnection.as("dox_server", database.connect());
        var session = JooqSession.on(
                connection, connection, SQLDialect.POSTGRES, new PostgresDialect(), Duration.ofMinutes(1));
        chunks = new SupabaseChunkIndex(
                session, SupabaseConfig.of(database.url()), new ChunkRebuild(session, session, 100));
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    private static Chunk chunk(String id, String text) {
        return new Chunk(Id.of(id), SourceType.LOG, null, Id.of("d7"), 0, text, Json.of(Map.of()));
    }

    @Test
    void chunksAreReplacedByTheirIds() {
        assertThat(connection.plansOf(() -> chunks.put(List.of(chunk("c7", "new text"), chunk("new", "more")))))
                .contains("Conflict Arbiter Indexes: search_chunks_generation_id_key");
    }

    @Test
    void chunksAreRemovedByTheirIds() {
        assertThat(connection.plansOf(() -> chunks.remove(List.of(Id.of("c8"), Id.of("c9")))))
                .contains("search_chunks_generation_id_key")
                .doesNotContain(ALL_CHUNKS);
    }

    @Test
    void textsThatWaitAreFoundByTheirModel() {
        assertThat(connection.plansOf(
                        () -> assertThat(chunks.listPending(MODEL, 10)).isNotEmpty()))
                .contains("search_chunks_model")
                .doesNotContain(ALL_CHUNKS);
    }

    @Test
    void vectorsAreSavedWithoutReadingAllChunks() {
        var vector = new float[384];
        vector[7] = 1;
        var byHash = Map.of("h1000", Embedding.of(vector));
        assertThat(connection.plansOf(() -> chunks.saveEmbeddings(MODEL, byHash)))
                .containsPattern("Index Scan using search_chunks_(model|text_hash) ")
                .doesNotContain(ALL_CHUNKS);
    }

    @Test
    void chunksAreCountedWithoutTheirRows() {
        assertThat(connection.plansOf(() -> chunks.count(MODEL))).contains("Index Only Scan using search_chunks_model");
    }
}
