package ai.pmoves.dox.testing.embedded;

import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.ChunkIndex.EmbeddedChunk;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;

/** Vectors of two models, and chunks that have one. */
public final class Vectors {
    public static final ModelId MODEL = new ModelId("test-model", "r1", 384);
    public static final ModelId OTHER_MODEL = new ModelId("test-model", "r2", 384);

    private Vectors() {}

    /** A unit vector at an angle (degrees) in the plane of the first two axes. */
    public static Embedding at(double degrees) {
        var vector = new float[384];
        vector[0] = (float) Math.cos(Math.toRadians(degrees));
        vector[1] = (float) Math.sin(Math.toRadians(degrees));
        return Embedding.of(vector);
    }

    /** Adds a chunk with a vector of a model. */
    public static void add(Store store, ModelId model, String id, String text) {
        store.chunks().putEmbedded(model, List.of(new EmbeddedChunk(Rows.chunk(id, text), at(0))));
    }
}
