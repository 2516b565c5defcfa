package ai.pmoves.dox.supabase.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions find chunks by their indexes, also under row security, and walk through the table only when told. */
class SearchPlansIT {
    private static final String ALL_CHUNKS = "Seq Scan on search_chunks";
    private static final String BY_VECTOR = "Index Scan using search_chunks_embedding_384";
    private static final String BY_WORDS = "Bitmap Index Scan on search_chunks_words";
    private static final String BY_NUMBER = "Index Scan using search_chunks_pkey";

    private static TestDatabase database;
    private static Connection connection;
    private static String vector;

    @BeforeAll
    static void open() throws SQLException {
        database = ManyChunks.database();
        connection = database.connect();
        Plans.show(connection, "authenticated");
        vector = ManyChunks.vector(connection, "c77");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"5", "50", "200"})
    void matchingFindsByTheIndexOfVectors(int count) throws SQLException {
        assertThat(Plans.of(
                        connection,
                        "select id from public.match_search_chunks(?::extensions.vector, 0, ?)",
                        vector,
                        count))
                .contains(BY_VECTOR, BY_NUMBER)
                .doesNotContain(ALL_CHUNKS);
    }

    @Test
    void hybridSearchFindsByBothIndexes() throws SQLException {
        assertThat(Plans.of(
                        connection,
                        "select id from public.hybrid_search_chunks('needle w7', ?::extensions.vector)",
                        vector))
                .contains(BY_VECTOR, BY_WORDS, BY_NUMBER, "Index Only Scan using word_counts_word")
                .doesNotContain(ALL_CHUNKS, "Seq Scan on word_counts");
    }

    @Test
    void aFilterThatLeavesFewIsFoundByItsIndex() throws SQLException {
        assertThat(Plans.of(
                        connection,
                        "select id from public.match_search_chunks(?::extensions.vector, 0, 5, '{\"artifact_id\": \"none\"}')",
                        vector))
                .contains("search_chunks_artifact_id")
                .doesNotContain(ALL_CHUNKS);
    }

    @Test
    void anExactSearchWalksThroughAllVectors() throws SQLException {
        try (var server = database.connect()) {
            Plans.show(server, "dox_server");
            assertThat(Plans.of(server, """
                            select id from dox.search('vector', '', ?::extensions.vector, 'test@1/384', 5, null, null, null,
                                null, true, 1, 1, 20)""", vector)).contains(ALL_CHUNKS).doesNotContain(BY_VECTOR);
        }
    }
}
