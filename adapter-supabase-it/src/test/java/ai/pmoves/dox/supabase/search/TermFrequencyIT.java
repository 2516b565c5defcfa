package ai.pmoves.dox.supabase.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BM25 as the store computes it, with frequencies read off ts_rank, is BM25 with frequencies that are counted. */
class TermFrequencyIT {
    private static final int MOST = 255;

    /** The score of each chunk by the definition of BM25, with k1 = 1.2 and b = 0.75. */
    private static final String COUNTED = """
            with mean as (
                select count(*)::double precision as chunks, avg(word_count) as words from public.search_chunks
            ), asked as (
                select lexeme, cardinality(positions) as times from unnest(dox.words_of(?))
            ), found as (
                select c.chunk_no, w.lexeme, cardinality(w.positions) as frequency, c.word_count
                from public.search_chunks c cross join unnest(c.words) w
            ), commonness as (
                select lexeme, ln((m.chunks - count(*) + 0.5) / (count(*) + 0.5)) as idf
                from found cross join mean m group by lexeme, m.chunks
            )
            select f.chunk_no, sum(a.times * c.idf * f.frequency * 2.2
                / (f.frequency + 1.2 * (0.25 + 0.75 * f.word_count / m.words))) as score
            from found f join asked a using (lexeme) join commonness c using (lexeme) cross join mean m
            group by f.chunk_no""";

    private static final String COMPARED = """
            with counted as (%s), ranked as (
                select * from dox.text_ranking(?, 1, 10000, null, null, null, null)
            )
            select count(*), count(r.chunk_no), coalesce(max(abs(r.score / c.score - 1)), 9)
            from counted c full join ranked r using (chunk_no)""".formatted(COUNTED);

    private static TestDatabase database;
    private static Connection connection;

    /** Chunks with "needle" once, twice, ... among other words, of many lengths; as many again without it, and more. */
    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.migrated();
        connection = database.connect();
        Sql.run(connection, """
                insert into public.search_chunks (id, generation, source_type, chunk_index, text, text_hash, meta)
                select 'y' || i, 1, 'log', 0, repeat('needle ', i) || repeat('straw ', i * 37 %% 60)
                    || repeat('barn ', case when i %% 3 = 0 then i %% 5 else 0 end), 'h', '{}'::jsonb
                from generate_series(1, %d) i
                union all
                select 'x' || i, 1, 'log', 0, repeat('field ', i %% 90), 'h', '{}'::jsonb from generate_series(1, 900) i""".formatted(MOST));
    }

    @AfterAll
    static void drop() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"needle", "needle needle", "needle straw barn", "barn needles", "straw"})
    void scoresAreThoseOfCountedFrequencies(String query) throws SQLException {
        var compared = Sql.rows(connection, COMPARED, query, query).getFirst();
        int counted = Integer.parseInt(String.valueOf(compared.get(0)));
        assertThat(counted).isGreaterThanOrEqualTo(200);
        assertThat(compared.get(1)).isEqualTo(compared.get(0));
        // One occurrence more or less would change a score by a millionth at least.
        assertThat(Double.parseDouble(String.valueOf(compared.get(2)))).isLessThan(1e-10);
    }
}
