package ai.pmoves.dox.domain.report;

import ai.pmoves.dox.domain.Fact;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A fact on one line: {@code Q1 -> spend: 33.0, revenue: 150.5}. */
public final class FactLine {
    /** The well-known metrics first, in their order, then the others by name: no store keeps the order. */
    private static final Comparator<String> ORDER =
            Comparator.comparingInt(FactLine::rank).thenComparing(Comparator.naturalOrder());

    private FactLine() {}

    /** Returns the line, or empty if the fact has no metric with a value. */
    public static Optional<String> of(Fact fact) {
        var metrics = fact.metrics().asObject().entrySet().stream()
                .filter(metric -> metric.getValue() != null && !"".equals(metric.getValue()))
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(metric -> metric.getKey() + ": " + PythonText.of(metric.getValue()))
                .collect(Collectors.joining(", "));
        var entity = fact.entity() == null || fact.entity().isEmpty() ? "Unknown entity" : fact.entity();
        return metrics.isEmpty() ? Optional.empty() : Optional.of(entity + " -> " + metrics);
    }

    private static int rank(String metric) {
        return Arrays.stream(BusinessMetric.values())
                .filter(known -> known.text().equals(metric))
                .findFirst()
                .map(BusinessMetric::ordinal)
                .orElse(Integer.MAX_VALUE);
    }
}
