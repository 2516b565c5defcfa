package ai.pmoves.dox.ports.tagging;

import ai.pmoves.dox.domain.Json;
import java.util.Optional;

/**
 * What to extract.
 *
 * @param prompt in words
 * @param examples a list of objects, as the prompt's author gave them
 * @param context what else is known of the text's document; never read as instructions
 */
public record Instructions(String prompt, Json examples, Optional<String> context) {
    /** Without a context. */
    public Instructions(String prompt, Json examples) {
        this(prompt, examples, Optional.empty());
    }
}
