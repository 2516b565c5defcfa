package ai.pmoves.dox.embeddings;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.Embedding;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The predictors of one model, each of which is for one thread at a time.
 *
 * <p>Safe for use by many threads, which take turns in the order in which they came. There are two, so that a
 * query runs beside one bulk caller at once, and behind more of them waits for one batch. Owns the model.
 */
final class PredictorPool implements AutoCloseable {
    private static final int SIZE = 2;

    private final TextModel model;
    private final Semaphore turns = new Semaphore(SIZE, true);
    private final Queue<Predictor<String, float[]>> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    PredictorPool(TextModel model) {
        this.model = model;
        for (int i = 0; i < SIZE; i++) {
            idle.add(model.newPredictor());
        }
    }

    TextModel model() {
        return model;
    }

    /** @throws IllegalStateException if the pool is closed */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the embedder is closed");
        }
    }

    /**
     * Runs one batch and returns its vectors in order.
     *
     * @throws DoxException {@code model.unavailable} if the model fails
     * @throws IllegalStateException if the pool is closed
     */
    List<Embedding> run(List<String> batch) {
        turns.acquireUninterruptibly();
        try {
            requireOpen();
            var predictor = idle.remove();
            try {
                return run(predictor, batch);
            } finally {
                idle.add(predictor);
            }
        } finally {
            turns.release();
        }
    }

    /** Waits for the batches that run, then closes the model. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        turns.acquireUninterruptibly(SIZE);
        try {
            idle.forEach(Predictor::close);
            model.close();
        } finally {
            turns.release(SIZE); // those who still wait find it closed
        }
    }

    private static List<Embedding> run(Predictor<String, float[]> predictor, List<String> batch) {
        try {
            return predictor.batchPredict(batch).stream().map(Embedding::of).toList();
        } catch (TranslateException | RuntimeException e) {
            throw new DoxException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "the search model failed on a batch of %d texts: %s".formatted(batch.size(), Failures.reason(e)),
                    e);
        }
    }
}
