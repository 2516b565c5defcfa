package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.Millis;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.hrm.HrmFigures;
import ai.pmoves.dox.domain.hrm.HrmRun;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs of halting reasoning in a few figures, as clients see them.
 *
 * @param last the latest run, an empty object if there was none
 * @param haltingRate which part of the runs halted before their limit, null if there was none
 * @param accuracy 0 to 1, of the runs whose expected result is known, null if there was none
 * @param stepsHistogram how many runs took how many steps
 */
public record HrmMetricsView(
        long totalRuns,
        double avgSteps,
        double avgLatencyMs,
        Object last,
        @Nullable Double haltingRate,
        @Nullable Double accuracy,
        double p50LatencyMs,
        double p95LatencyMs,
        Map<Integer, Long> stepsHistogram) {

    private record LastRun(int steps, double latencyMs, Json payload) {}

    public static HrmMetricsView of(HrmFigures figures) {
        var accuracy = figures.averageAccuracy();
        return new HrmMetricsView(
                figures.runs(),
                Millis.rounded(figures.averageSteps()),
                Millis.rounded(figures.averageLatencyMs()),
                figures.last() == null ? Map.of() : last(figures.last()),
                figures.runs() == 0 ? null : Millis.rounded((double) figures.halted() / figures.runs()),
                accuracy == null ? null : Millis.rounded(accuracy),
                Millis.rounded(figures.medianLatencyMicros() / 1e3),
                Millis.rounded(figures.p95LatencyMicros() / 1e3),
                figures.runsBySteps());
    }

    private static LastRun last(HrmRun run) {
        return new LastRun(run.steps(), Millis.of(run.latency()), run.payload());
    }
}
