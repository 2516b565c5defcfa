package ai.pmoves.dox.ports.search;

import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import java.util.List;

/**
 * Turns text into vectors of length 1 whose inner product is the likeness of their meanings.
 *
 * <p>Safe for use by many threads; calls may wait for each other. Equal texts give equal vectors, whatever else
 * is embedded with them. Whoever made it closes it.
 */
public interface Embedder extends AutoCloseable {

    /** Which model this is; it does not change. */
    ModelId model();

    /**
     * Returns one vector per text, in their order. A text longer than the model reads is cut there.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code model.unavailable} if the model cannot be run
     */
    List<Embedding> embed(List<String> texts);

    /** Where it runs, for people: {@code cpu} or {@code cuda:0}. */
    String device();

    @Override
    void close();
}
