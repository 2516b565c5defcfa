package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.ports.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The index of a pair: routes each call to a store's index. The shared store decides the model, whichever store is the
 * primary, since it takes vectors of one model only.
 */
final class MirroredChunkIndex implements ChunkIndex {
    private final StoreRouter router;
    private final HubLink link;
    private final ShadowReads shadow;

    MirroredChunkIndex(StoreRouter router, HubLink link, ShadowReads shadow) {
        this.router = router;
        this.link = link;
        this.shadow = shadow;
    }

    private void write(Consumer<ChunkIndex> call) {
        router.write(store -> {
            call.accept(store.chunks());
            return true;
        });
    }

    @Override
    public void put(List<Chunk> chunks) {
        write(index -> index.put(chunks));
    }

    @Override
    public void putEmbedded(ModelId model, List<EmbeddedChunk> chunks) {
        write(index -> index.putEmbedded(model, chunks));
    }

    @Override
    public void remove(Collection<Id<Chunk>> ids) {
        write(index -> index.remove(ids));
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) {
        Function<Store, List<ChunkHit>> call = store -> store.chunks().search(query);
        var hits = router.read(call);
        shadow.sample(router::both, "ChunkIndex.search", null, call, hits);
        return hits;
    }

    @Override
    public void useModel(ModelId model) {
        link.useModel(model);
    }

    @Override
    public void requireModel(ModelId model) {
        link.hub().ifPresent(hub -> hub.store().chunks().requireModel(model));
    }

    @Override
    public void replaceModel(ModelId model) {
        link.require().store().chunks().replaceModel(model);
    }

    /** It also gives known texts their vectors. */
    @Override
    public List<PendingText> listPending(ModelId model, int limit) {
        return router.write(store -> store.chunks().listPending(model, limit));
    }

    @Override
    public void saveEmbeddings(ModelId model, Map<String, Embedding> byTextHash) {
        write(index -> index.saveEmbeddings(model, byTextHash));
    }

    @Override
    public ChunkCounts count(ModelId model) {
        return router.read(store -> store.chunks().count(model));
    }

    /** After a cutover it begins anew, and reads the source once more. */
    @Override
    public long rebuild(ChunkSource source) {
        return router.writeAtLength(store -> store.chunks().rebuild(source));
    }
}
