package ai.pmoves.dox.ports.tagging;

import ai.pmoves.dox.domain.tagging.Extraction;
import java.util.List;
import java.util.Optional;

/**
 * Extracts from texts. Thread-safe.
 *
 * <p>Implementations pass {@code ExtractorContract}, those that ask a provider {@code RemoteExtractorContract}.
 */
public interface Extractor {
    /** The provider, in one word, for example {@code heuristic}. */
    String provider();

    /** The model that extracts, empty if there is none. */
    Optional<String> model();

    /** Whether it takes texts of any length; otherwise the caller splits them into passages. */
    boolean takesWholeTexts();

    /**
     * Returns what the text says, in the text's order as far as the extractor keeps it; blank text says nothing. It
     * returns or fails within a bounded time. An interrupt ends it at once, leaves the thread interrupted, and counts
     * as a timeout.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code extract.provider-failed}, naming the provider, if that
     *     cannot be reached, times out or gives an unreadable answer
     */
    List<Extraction> extract(String text, Instructions instructions);
}
