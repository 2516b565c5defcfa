package ai.pmoves.dox.supabase.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the functions answer that devices call, under row security. */
class SearchFunctionsIT {
    private static final String MATCH = """
            select id, source_type, document_id, meta ->> 'n', similarity from public.match_search_chunks(
                query_embedding => ?::extensions.vector, match_threshold => ?, match_count => ?, filter => ?::jsonb)""";
    private static final String HYBRID = """
            select id, score from public.hybrid_search_chunks(query_text => ?, query_embedding => ?::extensions.vector,
                match_count => ?, full_text_weight => ?, semantic_weight => ?, rrf_k => ?)""";

    private static TestDatabase database;
    private static Connection connection;
    private static String vector;

    @BeforeAll
    static void open() throws SQLException {
        database = ManyChunks.database();
        connection = database.connect();
        Sql.run(connection, "set role authenticated");
        vector = ManyChunks.vector(connection, "c77");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    private static List<List<@Nullable String>> match(
            @Nullable String vectorText, double threshold, int count, @Nullable String filter) throws SQLException {
        return Sql.rows(connection, MATCH, vectorText, threshold, count, filter);
    }

    private static List<List<@Nullable String>> hybrid(String text, int count, double words, double meaning, int k)
            throws SQLException {
        return Sql.rows(connection, HYBRID, text, vector, count, words, meaning, k);
    }

    private static double similarity(List<@Nullable String> row) {
        return Double.parseDouble(String.valueOf(row.getLast()));
    }

    @Test
    void theNearestComeFirstWithTheirCosines() throws SQLException {
        var rows = match(vector, 0, 10, "{}");
        assertThat(rows).hasSize(10).isSortedAccordingTo(Comparator.comparing(row -> -similarity(row)));
        assertThat(rows.getFirst().getFirst()).isEqualTo("c77");
        assertThat(similarity(rows.getFirst())).isCloseTo(1, within(1e-6));
        assertThat(similarity(rows.get(5))).isBetween(0.05, 0.5);
    }

    @Test
    void aVectorOfAnotherLengthFindsTheSame() throws SQLException {
        var twice = Sql.ask(
                connection, "select ?::extensions.vector operator(extensions.+) ?::extensions.vector", vector, vector);
        assertThat(match(twice, 0, 10, "{}")).isEqualTo(match(vector, 0, 10, "{}"));
    }

    @Test
    void theThresholdLeavesOutWhatIsFarther() throws SQLException {
        var all = match(vector, 0, 50, "{}");
        double middle = similarity(all.get(20));
        assertThat(match(vector, middle, 50, "{}")).isEqualTo(all.subList(0, 21));
        assertThat(match(vector, 0.99, 50, "{}")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1000, 200", "201, 200", "200, 200", "1, 1", "0, 0", "-1, 0"})
    void atMostTwoHundredAreGiven(int asked, int given) throws SQLException {
        assertThat(match(vector, 0, asked, "{}")).hasSize(given);
        assertThat(hybrid("needle w1 w2 w3", asked, 1, 1, 20)).hasSize(given);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"source_type": "api"}                  | 1 | api
            {"document_id": "d7"}                   | 2 | d7
            {"n": 3}                                | 3 | 3
            {"n": "3", "kind": "chunk"}             | 3 | 3
            {"n": 5, "document_id": "d4", "source_type": "tag"} | 3 | 5
            """)
    void aFilterAppliesBeforeTheNearestAreTaken(String filter, int column, String value) throws SQLException {
        assertThat(match(vector, 0, 5, filter)).hasSize(5).allSatisfy(row -> assertThat(row.get(column))
                .isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"source_type\": \"fact\"}", "{\"n\": 8}", "{\"colour\": \"red\"}", "{\"artifact_id\": \"a\"}"
            })
    void whatNothingHasFindsNothing(String filter) throws SQLException {
        assertThat(match(vector, 0, 5, filter)).isEmpty();
    }

    @Test
    void noFilterAtAllIsNone() throws SQLException {
        assertThat(match(vector, 0, 5, null))
                .isEqualTo(match(vector, 0, 5, "{}"))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 383, 1024})
    void aVectorOfAnotherDimensionIsRefused(int dimension) throws SQLException {
        var other =
                Sql.ask(connection, "select array_fill(0.1::real, array[%d])::extensions.vector".formatted(dimension));
        assertRefused(other, "the query vector has %d dimensions; it has to have 384".formatted(dimension));
    }

    @Test
    void noVectorIsRefused() {
        assertRefused(null, "the query vector has no dimensions; it has to have 384");
    }

    private static void assertRefused(@Nullable String other, String message) {
        assertThatThrownBy(() -> match(other, 0, 5, "{}")).hasMessageContaining(message);
        assertThatThrownBy(() -> Sql.rows(connection, HYBRID, "needle", other, 5, 1, 1, 20))
                .hasMessageContaining(message);
    }

    @Test
    void wordsAndMeaningWeighAsAsked() throws SQLException {
        assertThat(hybrid("needle", 5, 1, 0, 20)).hasSize(5).allSatisfy(row -> assertThat(
                        Sql.ask(connection, "select text from public.search_chunks where id = ?", row.getFirst()))
                .contains("needle"));
        assertThat(hybrid("needle", 5, 0, 1, 20).getFirst().getFirst()).isEqualTo("c77");
        assertThat(hybrid("", 5, 1, 1, 20).getFirst().getFirst()).isEqualTo("c77");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 20", "-1, 2, 20", "2, -1, 20", "1, 1, -1"})
    void weightsThatMakeNoSenseAreRefused(double words, double meaning, int k) {
        assertThatThrownBy(() -> hybrid("needle", 5, words, meaning, k))
                .hasMessageContaining("weights and rrf_k have to be at least 0, and one weight above");
    }

    @ParameterizedTest
    @CsvSource({"match_search_chunks, similarity", "hybrid_search_chunks, score"})
    void vectorsAreNotGivenOut(String function, String score) throws SQLException {
        assertThat(Sql.ask(connection, "select pg_get_function_result('public.%s'::regproc)".formatted(function)))
                .isEqualTo("TABLE(id text, source_type text, artifact_id text, document_id text, chunk_index integer,"
                        + " text text, meta jsonb, %s double precision)".formatted(score));
    }
}
