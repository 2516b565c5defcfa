package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.Json;
import java.util.Optional;

/**
 * How to extract.
 *
 * @param prompt the instructions; empty for the document's own, or else the usual ones
 * @param examples a list of objects that go with the instructions
 * @param useHrm whether tags are refined, where that is enabled
 */
public record ExtractionRequest(Optional<String> prompt, Optional<Json> examples, boolean useHrm) {}
