package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.ChunkIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** An index whose vectors are all from one model, as that of a store that several processes share. */
final class OneModelIndex implements ChunkIndex {
    private final ChunkIndex index;
    private final OneModel model;

    OneModelIndex(ChunkIndex index, OneModel model) {
        this.index = index;
        this.model = model;
    }

    @Override
    public void put(List<Chunk> chunks) {
        index.put(chunks);
    }

    @Override
    public void putEmbedded(ModelId of, List<EmbeddedChunk> chunks) {
        model.require(of.text());
        index.putEmbedded(of, chunks);
    }

    @Override
    public void remove(Collection<Id<Chunk>> ids) {
        index.remove(ids);
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) {
        return index.search(query);
    }

    @Override
    public void useModel(ModelId used) {
        model.require(used.text());
    }

    @Override
    public void requireModel(ModelId used) {
        model.check(used.text());
    }

    @Override
    public void replaceModel(ModelId next) {
        model.replace(next.text());
    }

    @Override
    public List<PendingText> listPending(ModelId of, int limit) {
        model.require(of.text());
        return index.listPending(of, limit);
    }

    @Override
    public void saveEmbeddings(ModelId of, Map<String, Embedding> byTextHash) {
        model.require(of.text());
        index.saveEmbeddings(of, byTextHash);
    }

    @Override
    public ChunkCounts count(ModelId of) {
        return index.count(of);
    }

    @Override
    public long rebuild(ChunkSource source) {
        return index.rebuild(source);
    }
}
