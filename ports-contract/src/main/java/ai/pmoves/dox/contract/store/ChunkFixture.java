package ai.pmoves.dox.contract.store;

import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chunks, vectors and searches in one line. */
interface ChunkFixture {
    ModelId MODEL = new ModelId("test-model", "r1", 384);
    ModelId OTHER_MODEL = new ModelId("test-model", "r2", 384);

    Store store();

    /** A unit vector at an angle (degrees) in the plane of the first two axes. */
    static Embedding at(double degrees) {
        var vector = new float[384];
        vector[0] = (float) Math.cos(Math.toRadians(degrees));
        vector[1] = (float) Math.sin(Math.toRadians(degrees));
        return Embedding.of(vector);
    }

    static Chunk log(String id, String text) {
        return Chunks.of(Rows.log(id, "d1", null, "ERROR", text)).orElseThrow();
    }

    static Chunk api(String id, String path) {
        return Chunks.of(Rows.api(id, "d1", "GET", path)).orElseThrow();
    }

    default List<ChunkHit> search(SearchMode mode, String text, Embedding vector, ChunkFilter filter, int limit) {
        var query = Optional.of(new ChunkQuery.QueryVector(MODEL, vector));
        return store().chunks().search(new ChunkQuery(mode, text, query, filter, limit));
    }

    default List<String> byText(String text) {
        return ids(search(SearchMode.TEXT, text, at(0), ChunkFilter.NONE, 10));
    }

    default List<String> byVector(double degrees, ChunkFilter filter) {
        return ids(search(SearchMode.VECTOR, "x", at(degrees), filter, 10));
    }

    static List<String> ids(List<ChunkHit> hits) {
        return hits.stream().map(hit -> hit.chunk().id().value()).toList();
    }

    default void embed(ModelId model, String text, double degrees) {
        store().chunks().saveEmbeddings(model, Map.of(Chunks.textHash(text), at(degrees)));
    }
}
