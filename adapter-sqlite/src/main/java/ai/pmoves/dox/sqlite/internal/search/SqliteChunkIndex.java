package ai.pmoves.dox.sqlite.internal.search;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.search.ChunkIndex;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chunk index in the store's own file. */
public final class SqliteChunkIndex implements ChunkIndex {
    private static final String WHAT = "search chunks";
    private static final int MAX_PENDING = 1_000;

    private final JooqSession session;
    private final ChunkSearch search = new ChunkSearch(new LocalVectors());
    private final ChunkRebuild rebuild;

    public SqliteChunkIndex(JooqSession session, Path storeFile) {
        this.session = session;
        this.rebuild = new ChunkRebuild(session, storeFile);
    }

    @Override
    public void put(List<Chunk> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        session.write(WHAT, dsl -> {
            ChunkRows.put(dsl, SearchState.read(dsl).generations(), chunks);
            return chunks.size();
        });
    }

    @Override
    public void putEmbedded(ModelId model, List<EmbeddedChunk> chunks) {
        var vectors = new LinkedHashMap<Id<Chunk>, float[]>();
        chunks.forEach(chunk ->
                vectors.put(chunk.chunk().id(), model.require(chunk.embedding()).toArray()));
        session.write(WHAT, dsl -> {
            put(chunks.stream().map(EmbeddedChunk::chunk).toList());
            Embeddings.saveOf(dsl, SearchState.read(dsl).generations(), model, vectors);
            return chunks.size();
        });
    }

    @Override
    public void remove(Collection<Id<Chunk>> ids) {
        session.write(WHAT, dsl -> {
            ChunkRows.remove(dsl, SearchState.read(dsl).generations(), ids);
            return ids.size();
        });
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) {
        Optional<List<ChunkHit>> hits;
        do { // another turn only if a rebuild swapped generations in between
            hits = session.read(dsl -> dsl.transactionResult(snapshot -> search().search(snapshot.dsl(), query)));
        } while (hits.isEmpty());
        return hits.get();
    }

    /** The writes of a unit of work may yet be rolled back, so they stay out of the shared vectors in memory. */
    private ChunkSearch search() {
        return session.isInUnitOfWork() ? new ChunkSearch(new LocalVectors()) : search;
    }

    /** The file belongs to this process: its model is the file's, and vectors of other models are dropped. */
    @Override
    public void useModel(ModelId model) {}

    @Override
    public void requireModel(ModelId model) {}

    @Override
    public void replaceModel(ModelId model) {}

    @Override
    public List<PendingText> listPending(ModelId model, int limit) {
        if (limit < 1 || limit > MAX_PENDING) {
            throw new IllegalArgumentException("limit is %d; it has to be 1 to %d".formatted(limit, MAX_PENDING));
        }
        while (true) {
            var waiting = session.read(dsl -> Embeddings.waiting(dsl, limit));
            if (waiting.isEmpty()) {
                if (session.<Integer>write(WHAT, dsl -> Embeddings.dropOtherModels(dsl, model)) == 0) {
                    return List.of();
                }
                continue;
            }
            var known = session.read(dsl -> Embeddings.known(dsl, model, waiting));
            if (!known.isEmpty()) {
                session.write(WHAT, dsl -> {
                    Embeddings.save(dsl, model, known);
                    return known.size();
                });
            }
            var unknown = waiting.stream()
                    .filter(text -> !known.containsKey(text.textHash()))
                    .toList();
            if (!unknown.isEmpty()) {
                return unknown;
            }
        }
    }

    @Override
    public void saveEmbeddings(ModelId model, Map<String, Embedding> byTextHash) {
        var vectors = new LinkedHashMap<String, float[]>();
        byTextHash.forEach(
                (hash, embedding) -> vectors.put(hash, model.require(embedding).toArray()));
        session.write(WHAT, dsl -> {
            Embeddings.save(dsl, model, vectors);
            return vectors.size();
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
