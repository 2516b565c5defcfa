package ai.pmoves.dox.ports.writing;

/**
 * Generates text from a prompt. Thread-safe.
 *
 * <p>Implementations pass {@code WriterContract}.
 */
public interface Writer {
    /** The provider, in one word, for example {@code ollama}. */
    String provider();

    /**
     * Returns the generated text, without white space around it and never empty. It returns or fails within a bounded
     * time. An interrupt ends it at once, leaves the thread interrupted, and counts as a timeout.
     *
     * @param prompt the task, with everything needed for it
     * @throws ai.pmoves.dox.domain.error.DoxException {@code extract.provider-failed}, naming the provider, if that
     *     cannot be reached, times out or writes nothing
     */
    String write(String prompt);
}
