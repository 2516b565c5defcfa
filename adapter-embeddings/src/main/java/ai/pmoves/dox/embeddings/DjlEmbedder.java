package ai.pmoves.dox.embeddings;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.Embedder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An embedding model in ONNX format, run inside this process in single precision.
 *
 * <p>Thread-safe. A call runs in batches; two batches run at a time, and callers take turns batch
 * by batch in the order in which they came, so a query never waits for the whole of a bulk call. A text's vector
 * does not depend on the texts beside it, to the last bit.
 *
 * <p>Using it after {@link #close()} is an {@link IllegalStateException}. Closing waits for the batches that run,
 * and closing again does nothing.
 */
public final class DjlEmbedder implements Embedder {
    private final PredictorPool predictors;
    private final int batchSize;

    private DjlEmbedder(PredictorPool predictors, int batchSize) {
        this.predictors = predictors;
        this.batchSize = batchSize;
    }

    /**
     * Loads the model, which takes about a second; nothing is fetched from a network. The caller closes it.
     *
     * @throws DoxException {@code model.invalid} if a file of the model is missing, broken, or makes vectors that the
     *     stores do not keep; {@code model.unavailable} if the device that was asked for does not answer, or this
     *     platform has no native library
     */
    public static Embedder open(EmbedderConfig config) {
        var model = ModelLoader.load(config);
        return new DjlEmbedder(new PredictorPool(model), config.batchSize());
    }

    @Override
    public ModelId model() {
        return predictors.model().id();
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        predictors.requireOpen();
        var byLength = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length())) // less padding: about twice as fast
                .toList();
        var vectors = new Embedding[texts.size()];
        for (int from = 0; from < byLength.size(); from += batchSize) {
            var batch = byLength.subList(from, Math.min(from + batchSize, byLength.size()));
            var results = predictors.run(batch.stream().map(texts::get).toList());
            for (int i = 0; i < batch.size(); i++) {
                vectors[batch.get(i)] = results.get(i);
            }
        }
        return List.of(vectors);
    }

    @Override
    public String device() {
        return predictors.model().device();
    }

    @Override
    public void close() {
        predictors.close();
    }
}
