package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.ports.tagging.Extractors.Wish;
import java.util.Optional;

/**
 * How to extract.
 *
 * @param prompt the instructions; empty for the document's own, or else the usual ones
 * @param examples a list of objects that go with the instructions
 * @param poml in which form a model is shown the document's tags, API operations and log entries beside its text; empty
 *     if it is not shown them
 * @param useHrm whether tags are refined, where that is enabled
 * @param wish who is to extract
 * @param reading how a model reads the text
 */
public record ExtractionRequest(
        Optional<String> prompt,
        Optional<Json> examples,
        Optional<PomlVariant> poml,
        boolean useHrm,
        Wish wish,
        ReadOptions reading) {}
