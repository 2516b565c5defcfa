package ai.pmoves.dox.ports.export;

import ai.pmoves.dox.domain.export.PomlPrompt;

/**
 * Writes prompts in POML, Microsoft's markup for prompts. Thread-safe.
 *
 * <p>Implementations pass {@code PomlWriterContract}.
 */
public interface PomlWriter {
    /**
     * Returns the text of the file: well-formed XML, whatever the prompt has in it, and without anything that POML would
     * evaluate. Characters that XML cannot have are replaced by U+FFFD; long messages and summaries are cut.
     */
    String write(PomlPrompt prompt);
}
