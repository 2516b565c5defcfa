package ai.pmoves.dox.supabase.internal.search;

import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.ChunkIndex.ChunkCounts;
import ai.pmoves.dox.ports.search.ChunkIndex.PendingText;
import ai.pmoves.dox.supabase.internal.copy.BinaryCopy;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Reads the chunks without a vector, and writes vectors. */
public final class Embeddings {
    private static final String WAITING = """
            select distinct on (text_hash) text_hash, text from (
                select text_hash, text from public.search_chunks
                where generation = ? and embedding_model is null and source_type %s 'log' limit ?) waiting""";

    /** Chunks whose text this model has embedded for another chunk take that vector. */
    private static final String ADOPT = """
            update public.search_chunks c set embedding_model = ?, embedding_384 = h.embedding_384,
                embedding_1024 = h.embedding_1024
            from (select chunk_no, text_hash from public.search_chunks
                where generation = ? and embedding_model is null and text_hash = any (?)
                for update skip locked) w
            cross join lateral (select embedding_384, embedding_1024 from public.search_chunks
                where text_hash = w.text_hash and embedding_model = ? limit 1) h
            where c.chunk_no = w.chunk_no""";

    private static final String DROP_OTHER_MODELS = """
            update public.search_chunks set embedding_model = null, embedding_384 = null, embedding_1024 = null
            where chunk_no in (select chunk_no from public.search_chunks
                where generation = ? and (embedding_model < ? or embedding_model > ?)
                limit 1000 for update skip locked)""";

    private static final String CREATE_BATCH =
            "create temporary table if not exists vector_batch (text_hash text, embedding extensions.vector) on commit drop";

    /** A vector that another server is writing at this moment is the same. */
    private static final String SAVE = """
            update public.search_chunks c set embedding_model = ?, embedding_%d = w.embedding
            from (select s.chunk_no, b.embedding from pg_temp.vector_batch b
                join public.search_chunks s on s.text_hash = b.text_hash and s.embedding_model is null
                for update of s skip locked) w
            where c.chunk_no = w.chunk_no""";

    private static final String COUNT = """
            select count(*), count(*) filter (where embedding_model is distinct from ?)
            from public.search_chunks where generation = (select serving_generation from public.search_state)""";

    private Embeddings() {}

    /** Texts that wait in the serving generation, each once; those of log entries only if nothing else waits. */
    public static List<PendingText> waiting(DSLContext dsl, int limit) {
        long generation = SearchState.read(dsl).serving();
        var texts = fetch(dsl, WAITING.formatted("<>"), generation, limit);
        return texts.isEmpty() ? fetch(dsl, WAITING.formatted("="), generation, limit) : texts;
    }

    private static List<PendingText> fetch(DSLContext dsl, String sql, long generation, int limit) {
        return dsl.fetch(sql, generation, limit)
                .map(row -> new PendingText(row.get(0, String.class), row.get(1, String.class)));
    }

    /** Returns how many chunks took a vector that the model had made already. */
    public static int adopt(DSLContext dsl, ModelId model, List<PendingText> texts) {
        long generation = SearchState.read(dsl).serving();
        var hashes = texts.stream().map(PendingText::textHash).toArray(String[]::new);
        return dsl.execute(ADOPT, model.text(), generation, hashes, model.text());
    }

    /** Removes the vectors of other models, some at a time; returns how many. */
    public static int dropOtherModels(DSLContext dsl, ModelId model) {
        long generation = SearchState.read(dsl).serving();
        return dsl.execute(DROP_OTHER_MODELS, generation, model.text(), model.text());
    }

    public static void save(DSLContext dsl, ModelId model, Map<String, Embedding> byTextHash) {
        dsl.execute(CREATE_BATCH);
        dsl.execute("truncate pg_temp.vector_batch");
        BinaryCopy.into(
                dsl,
                "copy pg_temp.vector_batch from stdin (format binary)",
                copy -> byTextHash.forEach(
                        (hash, embedding) -> copy.row(2).text(hash).vector(embedding.toArray())));
        dsl.execute(SAVE.formatted(model.dimension()), model.text());
    }

    public static ChunkCounts count(DSLContext dsl, ModelId model) {
        var row = dsl.fetchSingle(COUNT, model.text());
        return new ChunkCounts(row.get(0, Long.class), row.get(1, Long.class));
    }
}
