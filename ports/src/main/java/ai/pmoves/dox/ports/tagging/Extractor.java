package ai.pmoves.dox.ports.tagging;

import ai.pmoves.dox.domain.tagging.Extraction;
import java.util.List;
import java.util.Optional;

/** Extracts from texts. Safe for use by many threads. */
public interface Extractor {
    /** Who extracts, in one word, for example {@code heuristic}. */
    String provider();

    /** The model that extracts, empty if there is none. */
    Optional<String> model();

    /** Returns what the text says, in the text's order as far as the extractor keeps it; blank text says nothing. */
    List<Extraction> extract(String text, Instructions instructions);
}
