package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.Millis;
import ai.pmoves.dox.domain.tagging.ExtractionTotals;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Several runs in a few figures, as clients see them. */
record ExtractionFigures(long runs, long fallbacks, long errors, long found, long stored, double avgLatencyMs) {

    static ExtractionFigures of(List<ExtractionTotals> totals) {
        long runs = sum(totals, ExtractionTotals::runs);
        return new ExtractionFigures(
                runs,
                sum(totals, ExtractionTotals::fallbacks),
                sum(totals, ExtractionTotals::errors),
                sum(totals, ExtractionTotals::found),
                sum(totals, ExtractionTotals::stored),
                runs == 0 ? 0 : Millis.rounded(sum(totals, ExtractionTotals::latencyMicros) / 1e3 / runs));
    }

    private static long sum(List<ExtractionTotals> totals, ToLongFunction<ExtractionTotals> figure) {
        return totals.stream().mapToLong(figure).sum();
    }

    /** The figures of one version of a prompt with one model. */
    record Group(
            @Nullable String promptId,
            String provider,
            @Nullable String model,
            @JsonUnwrapped ExtractionFigures figures) {

        static Group of(ExtractionTotals totals) {
            return new Group(
                    totals.promptId() == null ? null : totals.promptId().value(),
                    totals.provider(),
                    totals.model(),
                    ExtractionFigures.of(List.of(totals)));
        }
    }
}
