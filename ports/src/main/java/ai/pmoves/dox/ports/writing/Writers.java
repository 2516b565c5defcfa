package ai.pmoves.dox.ports.writing;

import java.util.Optional;

/**
 * Finds the writer for a task. Thread-safe.
 *
 * <p>Implementations pass {@code WritersContract}.
 */
@FunctionalInterface
public interface Writers {
    /** No writer but the built-in rules. */
    Writers NONE = (task, provider, model) -> Optional.empty();

    /** The task. Each may have its own configured writer. */
    enum Task {
        SUMMARY,
        ANSWER,
        API_DESCRIPTION
    }

    /**
     * Returns the writer, empty for the rules, which need no network. This calls no provider. A named provider (in
     * upper or lower case) is the one that is found.
     *
     * @param provider {@code heuristic}, {@code ollama}, {@code openai}, {@code gemini}, or {@code langextract} for the
     *     extractor's; empty for the model's provider, or else the configured one
     * @param model its name, which may begin with the provider and a colon; empty for the default
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.invalid} if there is no such provider, or no model
     *     can have this name
     */
    Optional<Writer> findWriter(Task task, Optional<String> provider, Optional<String> model);
}
