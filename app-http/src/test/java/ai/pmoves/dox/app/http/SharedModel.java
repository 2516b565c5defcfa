package ai.pmoves.dox.app.http;

import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.embeddings.DjlEmbedder;
import ai.pmoves.dox.embeddings.EmbedderConfig;
import ai.pmoves.dox.ports.search.Embedder;
import java.util.List;

/** The real model, loaded once for all tests; closing it does nothing. */
record SharedModel(Embedder embedder) implements Embedder {
    private static final class Holder {
        static final Embedder EMBEDDER = new SharedModel(DjlEmbedder.open(EmbedderConfig.DEFAULT));
    }

    static Embedder get() {
        return Holder.EMBEDDER;
    }

    @Override
    public ModelId model() {
        return embedder.model();
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        return embedder.embed(texts);
    }

    @Override
    public String device() {
        return embedder.device();
    }

    @Override
    public void close() {
        // others use it still
    }
}
