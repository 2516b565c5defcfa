package ai.pmoves.dox.supabase.internal.search;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jooq.DSLContext;

/** Puts chunks into generations and takes them out. */
public final class ChunkWrites {
    /** Also a chunk with a vector and no model, or the other way round, which only damage makes. */
    private static final String DELETE_CHANGED = """
            delete from public.search_chunks c using pg_temp.chunk_batch b
            where c.generation = ? and c.id = b.id and (c.text_hash <> b.text_hash or c.text <> b.text
                or (c.embedding_model is null) <> (coalesce(c.embedding_384, c.embedding_1024) is null))""";

    /** A chunk whose text is the same keeps its row, and with it its number and its vector. */
    private static final String PUT = """
            insert into public.search_chunks as had
                (generation, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta,
                 embedding_model, embedding_384, embedding_1024)
            select ?, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta,
                embedding_model, embedding_384, embedding_1024
            from pg_temp.chunk_batch order by place
            on conflict (generation, id) do update set source_type = excluded.source_type,
                artifact_id = excluded.artifact_id, document_id = excluded.document_id,
                chunk_index = excluded.chunk_index, meta = excluded.meta,
                (embedding_model, embedding_384, embedding_1024) = (
                    select n.embedding_model, n.embedding_384, n.embedding_1024
                    from (values (excluded.embedding_model, excluded.embedding_384, excluded.embedding_1024),
                        (had.embedding_model, had.embedding_384, had.embedding_1024))
                        n (embedding_model, embedding_384, embedding_1024)
                    order by n.embedding_model is null limit 1)""";

    /** The removal of a parent locks it, and then its chunks in any order. */
    private static final String HOLD_PARENTS = """
            select 1 from public.%1$s
            where id in (select %2$s from public.search_chunks where generation = any (?) and id = any (?))
            order by id for key share""";

    /** All writes of several chunks lock them in this order, which prevents deadlocks. */
    private static final String HOLD =
            "select 1 from public.search_chunks where generation = any (?) and id = any (%s) order by id, generation for update";

    private static final String HOLD_THESE = HOLD.formatted("?");
    private static final String HOLD_BATCH = HOLD.formatted("array(select id from pg_temp.chunk_batch)");

    private ChunkWrites() {}

    /** Adds the rows, at most {@code batchSize} in a call, to each of the generations, or replaces those there. */
    public static void put(DSLContext dsl, List<Long> generations, List<ChunkBatch.Row> rows, int batchSize) {
        var distinct = lastOfEachId(rows);
        for (int from = 0; from < distinct.size(); from += batchSize) {
            ChunkBatch.fill(dsl, distinct.subList(from, Math.min(from + batchSize, distinct.size())));
            putBatch(dsl, generations);
        }
    }

    /** Puts the transaction's batch into each of the generations. */
    public static void putBatch(DSLContext dsl, List<Long> generations) {
        dsl.fetch(HOLD_BATCH, (Object) generations.toArray(Long[]::new));
        for (long generation : generations) {
            dsl.execute(DELETE_CHANGED, generation);
            dsl.execute(PUT, generation);
        }
    }

    private static List<ChunkBatch.Row> lastOfEachId(List<ChunkBatch.Row> rows) {
        var byId = new LinkedHashMap<Id<Chunk>, ChunkBatch.Row>();
        rows.forEach(row -> byId.put(row.chunk().id(), row));
        return List.copyOf(byId.values());
    }

    public static void remove(DSLContext dsl, List<Long> generations, Collection<Id<Chunk>> ids) {
        Object of = generations.toArray(Long[]::new);
        Object these = ids.stream().map(Id::value).toArray(String[]::new);
        dsl.fetch(HOLD_PARENTS.formatted("artifacts", "artifact_id"), of, these);
        dsl.fetch(HOLD_PARENTS.formatted("documents", "document_id"), of, these);
        dsl.fetch(HOLD_THESE, of, these);
        dsl.deleteFrom(SEARCH_CHUNKS)
                .where(SEARCH_CHUNKS.GENERATION.in(generations))
                .and(SEARCH_CHUNKS.ID.in(ids.stream().map(Id::value).toList()))
                .execute();
    }
}
