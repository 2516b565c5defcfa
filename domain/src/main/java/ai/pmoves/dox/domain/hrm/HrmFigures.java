package ai.pmoves.dox.domain.hrm;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some runs in figures.
 *
 * @param runsBySteps how many runs took how many steps
 * @param halted how many halted before their limit
 * @param averageAccuracy of the runs whose expected result is known, null if there is none
 * @param latencyMicros of all runs together
 * @param medianLatencyMicros 0 where there are no runs; half of the runs took no longer
 * @param p95LatencyMicros 0 where there are no runs; 95 of 100 took no longer
 * @param last the newest run, null where there is none
 */
public record HrmFigures(
        SortedMap<Integer, Long> runsBySteps,
        long halted,
        @Nullable Double averageAccuracy,
        long latencyMicros,
        long medianLatencyMicros,
        long p95LatencyMicros,
        @Nullable HrmRun last) {
    public HrmFigures {
        runsBySteps = Collections.unmodifiableSortedMap(new TreeMap<>(runsBySteps));
    }

    public long runs() {
        return runsBySteps.values().stream().mapToLong(Long::longValue).sum();
    }

    /** 0 where there are no runs. */
    public double averageSteps() {
        long steps = runsBySteps.entrySet().stream()
                .mapToLong(entry -> entry.getKey() * entry.getValue())
                .sum();
        return runs() == 0 ? 0 : (double) steps / runs();
    }

    /** 0 where there are no runs. */
    public double averageLatencyMs() {
        return runs() == 0 ? 0 : latencyMicros / 1e3 / runs();
    }
}
