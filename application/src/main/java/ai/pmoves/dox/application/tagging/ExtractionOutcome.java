package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.tagging.LocatedExtraction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an extraction gave.
 *
 * @param run as it was stored
 * @param tags all of them, in the order in which they were found, each once
 * @param hrmSteps how many steps it took to refine the tags, null if they were not
 */
public record ExtractionOutcome(
        ExtractionRun run,
        List<LocatedExtraction> extractions,
        List<String> tags,
        @Nullable Integer hrmSteps) {
    public ExtractionOutcome {
        extractions = List.copyOf(extractions);
        tags = List.copyOf(tags);
    }
}
