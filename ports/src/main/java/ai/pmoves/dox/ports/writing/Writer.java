package ai.pmoves.dox.ports.writing;

/**
 * Writes what it is asked to. Thread-safe.
 *
 * <p>Implementations pass {@code WriterContract}.
 */
public interface Writer {
    /** Who writes, in one word, for example {@code ollama}. */
    String provider();

    /**
     * Returns what was written, without white space around it and never empty. It returns or fails within a bounded
     * time. An interrupt ends it at once, leaves the thread interrupted, and counts as taking too long.
     *
     * @param prompt the task, with all that is to be known for it
     * @throws ai.pmoves.dox.domain.error.DoxException {@code extract.provider-failed}, naming the provider, if who writes
     *     cannot be reached, takes too long or writes nothing
     */
    String write(String prompt);
}
