package ai.pmoves.dox.ports.tagging;

import ai.pmoves.dox.domain.Secret;
import java.util.Optional;

/**
 * Finds the extractor for a request. Thread-safe.
 *
 * <p>Implementations pass {@code ExtractorsContract}.
 */
public interface Extractors {
    /** No extractor but the built-in rules. */
    Extractors NONE = wish -> Optional.empty();

    /**
     * The extractor that a request asks for.
     *
     * @param provider {@code heuristic}, {@code ollama}, {@code openai} or {@code gemini}
     * @param model its name, which may begin with the provider and a colon
     * @param key for the provider; neither stored nor logged
     */
    record Wish(Optional<String> provider, Optional<String> model, Optional<Secret> key) {
        public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns the extractor, empty for the rules, which need no network. This calls no provider. A named provider (in
     * upper or lower case) is the one that is found, with the named model.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.invalid} if there is no such provider, or no model
     *     can have this name
     */
    Optional<Extractor> find(Wish wish);
}
