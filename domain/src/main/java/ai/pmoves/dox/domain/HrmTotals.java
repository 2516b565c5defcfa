package ai.pmoves.dox.domain;

import org.jspecify.annotations.Nullable;

/**
 * All stored runs in a few figures.
 *
 * @param averageSteps 0 where there are no runs
 * @param averageLatencyMs 0 where there are no runs
 * @param last the newest run, null where there is none
 */
public record HrmTotals(
        long runs,
        double averageSteps,
        double averageLatencyMs,
        @Nullable HrmRun last) {}
