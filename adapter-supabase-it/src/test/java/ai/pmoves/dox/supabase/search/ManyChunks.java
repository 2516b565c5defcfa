package ai.pmoves.dox.supabase.search;

import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database with {@value #COUNT} chunks, always the same ones: so many that the planner has a choice.
 *
 * <p>Chunk {@code c1}, {@code c2}, ... has the type log, api or tag, the document d0 to d9 and the metadata n, 0 to 6, by
 * its number; some twenty of 2,000 words; the word "needle" once in a hundred; and a vector of any direction.
 */
final class ManyChunks {
    static final int COUNT = 3_000;

    private static final String MODEL = "test@1/384";
    private static final String INDEX = "public.search_chunks_embedding_384";

    private ManyChunks() {}

    static TestDatabase database() {
        return TestDatabase.copyOf("many chunks", ManyChunks::fill);
    }

    private static void fill(Connection connection) throws SQLException {
        var index = Sql.ask(connection, "select pg_get_indexdef('%s'::regclass)".formatted(INDEX));
        Sql.run(
                connection,
                "select setseed(0.5)",
                "insert into public.documents (id, seq, path, type) select 'd' || i, i, 'p', 'xml' from generate_series(0, 9) i",
                "drop index " + INDEX, // making it at the end is faster
                """
                insert into public.search_chunks (id, generation, source_type, document_id, chunk_index, text, text_hash,
                    meta, embedding_model, embedding_384)
                select 'c' || i, 1, (array['log', 'api', 'tag'])[1 + i %% 3], 'd' || i %% 10, 0,
                    (select string_agg('w' || (random() * 2000)::integer, ' ') from generate_series(1, 15 + i %% 10))
                        || case when i %% 100 = 0 then ' needle' else '' end,
                    'h' || i, jsonb_build_object('n', i %% 7, 'kind', 'chunk'), '%s',
                    extensions.l2_normalize((select array_agg(random() - 0.5) from generate_series(1, 384) where i = i)
                        ::real[]::extensions.vector)
                from generate_series(1, %d) i""".formatted(MODEL, COUNT),
                index,
                "update public.search_state set embedding_model = '%s'".formatted(MODEL),
                "vacuum analyze");
    }

    /** Returns the text of a chunk's vector. */
    static String vector(Connection connection, String id) throws SQLException {
        return Sql.ask(connection, "select embedding_384 from public.search_chunks where id = ?", id);
    }
}
