package ai.pmoves.dox.ports.tagging;

import ai.pmoves.dox.domain.Secret;
import java.util.Optional;

/**
 * Finds who is to extract. Thread-safe.
 *
 * <p>Implementations pass {@code ExtractorsContract}.
 */
public interface Extractors {
    /** Nobody but the rules. */
    Extractors NONE = wish -> Optional.empty();

    /**
     * What a request asks for.
     *
     * @param provider {@code heuristic}, {@code ollama}, {@code openai} or {@code gemini}
     * @param model its name, which may begin with the provider and a colon
     * @param key that the provider wants; neither stored nor logged
     */
    record Wish(Optional<String> provider, Optional<String> model, Optional<Secret> key) {
        public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns who extracts, empty if that is up to the rules, which need no network. This calls no provider. A provider that
     * is named, in any case, is the one that is found, with the model that is named.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.invalid} if there is no such provider, or no
     *     model can have this name
     */
    Optional<Extractor> find(Wish wish);
}
