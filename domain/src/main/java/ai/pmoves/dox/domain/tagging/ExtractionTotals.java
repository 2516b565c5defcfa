package ai.pmoves.dox.domain.tagging;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.TagPrompt;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one version of a prompt with one model in a few figures.
 *
 * @param promptId null for runs whose prompt is not stored
 * @param fallbacks how many runs had to do without their provider
 * @param errors how many failed
 * @param found how many extractions they gave, all together
 * @param stored how many of them were new
 * @param latencyMicros how long they took, all together
 */
public record ExtractionTotals(
        @Nullable Id<TagPrompt> promptId,
        String provider,
        @Nullable String model,
        long runs,
        long fallbacks,
        long errors,
        long found,
        long stored,
        long latencyMicros) {}
