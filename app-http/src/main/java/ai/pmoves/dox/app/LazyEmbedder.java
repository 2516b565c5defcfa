package ai.pmoves.dox.app;

import ai.pmoves.dox.ports.search.Embedder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is loaded once, when it is first needed; after a failure the next call tries again. Closing it
 * closes the model if it was loaded. Thread-safe.
 */
final class LazyEmbedder implements Supplier<Embedder>, AutoCloseable {
    private final Supplier<Embedder> load;
    private volatile @Nullable Embedder loaded;
    private boolean closed;

    LazyEmbedder(Supplier<Embedder> load) {
        this.load = load;
    }

    @Override
    public Embedder get() {
        var there = loaded;
        return there != null ? there : load();
    }

    private synchronized Embedder load() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        var there = loaded;
        if (there == null) {
            there = load.get();
            loaded = there;
        }
        return there;
    }

    @Override
    public synchronized void close() {
        closed = true;
        var there = loaded;
        if (there != null) {
            there.close();
        }
    }
}
