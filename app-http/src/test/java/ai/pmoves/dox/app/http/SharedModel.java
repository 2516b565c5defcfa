package ai.pmoves.dox.app.http;

import ai.pmoves.dox.embeddings.DjlEmbedder;
import ai.pmoves.dox.embeddings.EmbedderConfig;
import ai.pmoves.dox.ports.search.Embedder;

/** The real model, loaded once for all tests. */
final class SharedModel {
    private SharedModel() {}

    private static final class Holder {
        static final Embedder EMBEDDER = DjlEmbedder.open(EmbedderConfig.DEFAULT);
    }

    static Embedder get() {
        return Holder.EMBEDDER;
    }
}
