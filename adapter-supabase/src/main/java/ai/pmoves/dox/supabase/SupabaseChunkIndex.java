package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.supabase.internal.search.ChunkBatch;
import ai.pmoves.dox.supabase.internal.search.ChunkRebuild;
import ai.pmoves.dox.supabase.internal.search.ChunkWrites;
import ai.pmoves.dox.supabase.internal.search.Embeddings;
import ai.pmoves.dox.supabase.internal.search.SearchState;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The chunk index in the shared database. */
final class SupabaseChunkIndex implements ChunkIndex {
    private static final String WHAT = "search chunks";
    private static final int MAX_PENDING = 1_000;

    private final JooqSession session;
    private final int batchSize;
    private final ChunkSearch search;
    private final ChunkRebuild rebuild;

    SupabaseChunkIndex(JooqSession session, SupabaseConfig config, ChunkRebuild rebuild) {
        this.session = session;
        this.batchSize = config.batchSize();
        this.search = new ChunkSearch(config.vectorScan());
        this.rebuild = rebuild;
    }

    @Override
    public void put(List<Chunk> chunks) {
        putRows(chunks.stream()
                .map(chunk -> new ChunkBatch.Row(chunk, null, null))
                .toList());
    }

    @Override
    public void putEmbedded(ModelId model, List<EmbeddedChunk> chunks) {
        var rows = chunks.stream()
                .map(chunk -> new ChunkBatch.Row(chunk.chunk(), model, model.require(chunk.embedding())))
                .toList();
        session.write(WHAT, dsl -> {
            SearchState.claim(dsl, model);
            putRows(rows);
            return rows.size();
        });
    }

    private void putRows(List<ChunkBatch.Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        session.write(WHAT, dsl -> {
            ChunkWrites.put(dsl, SearchState.forWriting(dsl).generations(), rows, batchSize);
            return rows.size();
        });
    }

    @Override
    public void remove(Collection<Id<Chunk>> ids) {
        session.write(WHAT, dsl -> {
            ChunkWrites.remove(dsl, SearchState.forWriting(dsl).generations(), ids);
            return ids.size();
        });
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) {
        return session.read(dsl -> search.search(dsl, query));
    }

    @Override
    public void useModel(ModelId model) {
        session.write(WHAT, dsl -> {
            SearchState.claim(dsl, model);
            return 1;
        });
    }

    @Override
    public void requireModel(ModelId model) {
        session.read(dsl -> {
            SearchState.read(dsl).require(model);
            return model;
        });
    }

    @Override
    public void replaceModel(ModelId model) {
        session.write(WHAT, dsl -> dsl.execute("update public.search_state set embedding_model = ?", model.text()));
    }

    @Override
    public List<PendingText> listPending(ModelId model, int limit) {
        if (limit < 1 || limit > MAX_PENDING) {
            throw new IllegalArgumentException("limit is %d; it has to be 1 to %d".formatted(limit, MAX_PENDING));
        }
        while (true) {
            var waiting = session.read(dsl -> {
                SearchState.read(dsl).require(model);
                return Embeddings.waiting(dsl, limit);
            });
            int mended = session.write(
                    WHAT,
                    dsl -> waiting.isEmpty()
                            ? Embeddings.dropOtherModels(dsl, model)
                            : Embeddings.adopt(dsl, model, waiting));
            if (mended == 0) {
                return waiting;
            }
        }
    }

    @Override
    public void saveEmbeddings(ModelId model, Map<String, Embedding> byTextHash) {
        byTextHash.values().forEach(model::require);
        session.write(WHAT, dsl -> {
            SearchState.claim(dsl, model);
            Embeddings.save(dsl, model, byTextHash);
            return byTextHash.size();
        });
    }

    @Override
    public ChunkCounts count(ModelId model) {
        return session.read(dsl -> Embeddings.count(dsl, model));
    }

    @Override
    public long rebuild(ChunkSource source) {
        return rebuild.rebuild(source);
    }
}
