package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.tagging.LocatedExtraction;
import java.util.List;

/**
 * What an extraction gave.
 *
 * @param run as it was stored
 * @param tags all of them, in the order in which they were found, each once
 */
public record ExtractionOutcome(ExtractionRun run, List<LocatedExtraction> extractions, List<String> tags) {
    public ExtractionOutcome {
        extractions = List.copyOf(extractions);
        tags = List.copyOf(tags);
    }
}
