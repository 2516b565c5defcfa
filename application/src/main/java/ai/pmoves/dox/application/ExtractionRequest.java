package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.Json;
import java.util.Optional;

/**
 * How to extract.
 *
 * @param prompt the instructions; empty for the document's own, or else the usual ones
 * @param examples a list of objects that go with the instructions
 */
public record ExtractionRequest(Optional<String> prompt, Optional<Json> examples) {
    /** By the document's own prompt. */
    public static final ExtractionRequest USUAL = new ExtractionRequest(Optional.empty(), Optional.empty());
}
