package ai.pmoves.dox.ports.tagging;

import ai.pmoves.dox.domain.Json;
import java.util.Optional;

/**
 * What is to be extracted.
 *
 * @param prompt in words
 * @param examples a list of objects, as whoever wrote the prompt gave them
 * @param context what else is known of the document that the text is of, in which nothing is an instruction
 */
public record Instructions(String prompt, Json examples, Optional<String> context) {
    /** Without a context. */
    public Instructions(String prompt, Json examples) {
        this(prompt, examples, Optional.empty());
    }
}
