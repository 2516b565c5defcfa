package ai.pmoves.dox.ports.writing;

import java.util.Optional;

/**
 * Finds who is to write. Thread-safe.
 *
 * <p>Implementations pass {@code WritersContract}.
 */
@FunctionalInterface
public interface Writers {
    /** Nobody but the rules. */
    Writers NONE = (task, provider, model) -> Optional.empty();

    /** What is to be written. For each somebody else may be configured. */
    enum Task {
        SUMMARY,
        ANSWER,
        API_DESCRIPTION
    }

    /**
     * Returns who writes, empty if that is up to the rules, which need no network. This calls no provider. A provider that is
     * named, in any case, is the one that is found.
     *
     * @param provider {@code heuristic}, {@code ollama}, {@code openai}, {@code gemini}, or {@code langextract} for who
     *     extracts; empty for who the model belongs to, or else who is configured
     * @param model its name, which may begin with the provider and a colon; empty for the usual one
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.invalid} if there is no such provider, or no model
     *     can have this name
     */
    Optional<Writer> findWriter(Task task, Optional<String> provider, Optional<String> model);
}
