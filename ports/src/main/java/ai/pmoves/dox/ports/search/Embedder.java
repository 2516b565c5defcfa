package ai.pmoves.dox.ports.search;

import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import java.util.List;

/**
 * Turns text into vectors of length 1 whose inner product is the likeness of their meanings.
 *
 * <p>Thread-safe; calls may wait for each other. Equal texts give equal vectors, whatever else is embedded with them.
 * The caller closes it.
 *
 * <p>Implementations pass {@code EmbedderContract}.
 */
public interface Embedder extends AutoCloseable {

    /** Which model this is; it does not change. */
    ModelId model();

    /**
     * Returns one vector per text, in their order, of the model's dimension. Any text has one, also a blank one. A text
     * longer than the model reads is cut there.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code model.unavailable} if the model cannot be run
     */
    List<Embedding> embed(List<String> texts);

    /** Where it runs, for people, in a few words: {@code cpu}, {@code cuda:0}, or the host of a service. Never blank. */
    String device();

    @Override
    void close();
}
