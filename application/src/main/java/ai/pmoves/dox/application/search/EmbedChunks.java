package ai.pmoves.dox.application.search;

import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.metrics.CallTimer;
import ai.pmoves.dox.ports.search.ChunkIndex.PendingText;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import java.util.LinkedHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Gives a vector to every chunk that has none yet; each text is embedded once. */
public final class EmbedChunks {
    private static final int BATCH = 256;

    private static final CallTimer TIMER = CallTimer.of("pmoves.embed.batches", "Batches of texts that a model embeds");

    private final Store store;
    private final Supplier<Embedder> embedder;

    public EmbedChunks(Store store, Supplier<Embedder> embedder) {
        this.store = store;
        this.embedder = embedder;
    }

    /** Returns how many chunks wait for a vector of this model. */
    public long pending(ModelId model) {
        return store.chunks().count(model).pending();
    }

    /** Returns the model, which is loaded at the first call. */
    public ModelId model() {
        return embedder.get().model();
    }

    /**
     * Embeds some texts that wait, and returns how many; 0 when none wait any more. What it stored stays, also
     * when the next batch fails.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code model.unavailable}
     */
    public int embedSome() {
        var model = embedder.get();
        var texts = store.chunks().listPending(model.model(), BATCH);
        if (texts.isEmpty()) {
            return 0;
        }
        var vectors = TIMER.time(
                () -> model.embed(texts.stream().map(PendingText::text).toList()));
        var byHash = new LinkedHashMap<String, Embedding>();
        for (int i = 0; i < vectors.size(); i++) {
            byHash.put(texts.get(i).textHash(), vectors.get(i));
        }
        store.chunks().saveEmbeddings(model.model(), byHash);
        return texts.size();
    }

    /** Embeds everything that waits, telling after each batch how many texts are done. */
    public void embedAll(LongConsumer done) {
        long sum = 0;
        for (int some = embedSome(); some > 0 && !Thread.currentThread().isInterrupted(); some = embedSome()) {
            sum += some;
            done.accept(sum);
        }
    }
}
