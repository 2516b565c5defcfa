package ai.pmoves.dox.supabase.internal.load;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.rows.ChunkVectors;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import ai.pmoves.dox.supabase.internal.copy.BinaryCopy;
import ai.pmoves.dox.supabase.internal.search.ChunkBatch;
import ai.pmoves.dox.supabase.internal.search.ChunkWrites;
import ai.pmoves.dox.supabase.internal.search.SearchState;
import java.util.List;
import org.jooq.DSLContext;

/** Rows of chunks. They go into the generation that serves, and into the one in the making if there is one. */
final class ChunkLoad implements TableLoad {
    private static final int PLAIN_COLUMNS = StoreTable.SEARCH_CHUNKS.indexOf("embedding");

    private static final String COPY = """
            copy public.search_chunks (generation, id, source_type, artifact_id, document_id, chunk_index, text, text_hash,
                meta, embedding_model, embedding_384, embedding_1024) from stdin (format binary)""";

    private static final String INSERT = """
            insert into public.search_chunks (generation, id, source_type, artifact_id, document_id, chunk_index, text,
                text_hash, meta, embedding_model, embedding_384, embedding_1024)
            select ?, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta,
                embedding_model, embedding_384, embedding_1024
            from pg_temp.chunk_batch order by place""";

    /** Drops those from the batch that are there as they are; a chunk without a vector takes whichever is there. */
    private static final String COMPARE = """
            with compared as materialized (
                select b.place, there.is_same from pg_temp.chunk_batch b left join lateral (
                    select c.source_type = b.source_type and c.artifact_id is not distinct from b.artifact_id
                        and c.document_id is not distinct from b.document_id and c.chunk_index = b.chunk_index
                        and c.text_hash = b.text_hash and c.text = b.text and c.meta::text = b.meta::text
                        and (c.embedding_model is null) = (coalesce(c.embedding_384, c.embedding_1024) is null)
                        and (b.embedding_model is null or c.embedding_model is not distinct from b.embedding_model
                            and extensions.vector_send(c.embedding_384)
                                is not distinct from extensions.vector_send(b.embedding_384)
                            and extensions.vector_send(c.embedding_1024)
                                is not distinct from extensions.vector_send(b.embedding_1024)) as is_same
                    from public.search_chunks c where c.generation = ? and c.id = b.id limit 1) there on true
            ), dropped as (
                delete from pg_temp.chunk_batch where place in (select place from compared where is_same)
            )
            select count(*) filter (where is_same is null), count(*) filter (where not is_same),
                count(*) filter (where is_same)
            from compared""";

    private final DSLContext dsl;
    private final SearchState state;
    private final List<Row> chunks;

    private ChunkLoad(DSLContext dsl, SearchState state, List<Row> chunks) {
        this.dsl = dsl;
        this.state = state;
        this.chunks = chunks;
    }

    /** @throws ai.pmoves.dox.domain.error.DoxException {@code search.model-mismatch} for vectors of another model */
    static ChunkLoad of(DSLContext dsl, List<Row> chunks) {
        ChunkVectors.models(chunks).forEach(model -> SearchState.claim(dsl, model));
        return new ChunkLoad(dsl, SearchState.forWriting(dsl), chunks);
    }

    @Override
    public boolean isMerge() {
        return state.building() != null;
    }

    @Override
    public void copy() {
        BinaryCopy.into(dsl, COPY, copy -> {
            for (var chunk : chunks) {
                write(copy.row(PLAIN_COLUMNS + 3).bigint(state.serving()), chunk);
            }
        });
    }

    private static void write(BinaryCopy copy, Row chunk) {
        for (int i = 0; i < PLAIN_COLUMNS; i++) {
            copy.value(chunk.value(i));
        }
        copy.vector(ChunkVectors.ofDimension(chunk, 384)).vector(ChunkVectors.ofDimension(chunk, 1024));
    }

    @Override
    public void stage() {
        ChunkBatch.fill(dsl, copy -> {
            int place = 0;
            for (var chunk : chunks) {
                write(copy.row(PLAIN_COLUMNS + 3).integer(place++), chunk);
            }
        });
    }

    @Override
    public void insert() {
        dsl.execute(INSERT, state.serving());
    }

    @Override
    public Written merge() {
        var counts = dsl.fetchSingle(COMPARE, state.serving());
        var written = new Written(counts.get(0, Long.class), counts.get(1, Long.class), counts.get(2, Long.class), 0);
        if (written.unchanged() < chunks.size()) {
            ChunkWrites.putBatch(dsl, state.generations());
        }
        return written;
    }
}
