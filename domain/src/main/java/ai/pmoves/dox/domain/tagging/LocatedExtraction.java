package ai.pmoves.dox.domain.tagging;

import org.jspecify.annotations.Nullable;

/**
 * An extraction with the place that shows it.
 *
 * @param place null if its words do not stand in the source
 */
public record LocatedExtraction(
        Extraction extraction, @Nullable TextSpan place) {}
