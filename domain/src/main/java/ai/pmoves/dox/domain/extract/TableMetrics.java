package ai.pmoves.dox.domain.extract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads marketing figures from a table's numeric columns by the words in their names.
 *
 * <p>A delimited file and a workbook's sheet have different rules, because clients compare their numbers with
 * those of earlier releases: in a file a later column replaces an earlier one of the same kind, in a sheet they
 * are added up.
 */
public final class TableMetrics {
    private TableMetrics() {}

    /**
     * A column of numbers.
     *
     * @param sum of the numbers that are not missing
     */
    public record NumericColumn(String name, double sum) {}

    /** The figures of a delimited file, with the click rate, the cost of a conversion and the return on spend. */
    public static Map<String, Double> ofFile(List<NumericColumn> columns) {
        var metrics = new LinkedHashMap<String, Double>();
        for (var column : columns) {
            fileMetric(column.name()).ifPresent(metric -> metrics.put(metric, column.sum()));
        }
        putRatio(metrics, "ctr", "clicks", "impressions");
        putRatio(metrics, "cpa", "spend", "conversions");
        putRatio(metrics, "roas", "revenue", "spend");
        return metrics;
    }

    /** The figures of one sheet of a workbook. */
    public static Map<String, Double> ofSheet(List<NumericColumn> columns) {
        var metrics = new LinkedHashMap<String, Double>();
        for (var column : columns) {
            sheetMetric(column.name()).ifPresent(metric -> metrics.merge(metric, column.sum(), Double::sum));
        }
        return metrics;
    }

    private static Optional<String> fileMetric(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("spend") || lower.contains("cost")) {
            return Optional.of("spend");
        }
        if (lower.contains("revenue")) {
            return Optional.of("revenue");
        }
        if (lower.contains("conversion")) {
            return Optional.of("conversions");
        }
        if (lower.contains("click")) {
            return Optional.of("clicks");
        }
        return lower.contains("impression") ? Optional.of("impressions") : Optional.empty();
    }

    private static Optional<String> sheetMetric(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("spend") || lower.contains("cost")) {
            return Optional.of("spend");
        }
        if (lower.contains("revenue")) {
            return Optional.of("revenue");
        }
        return lower.contains("conversion") || lower.contains("lead") ? Optional.of("conversions") : Optional.empty();
    }

    private static void putRatio(Map<String, Double> metrics, String name, String above, String below) {
        var numerator = metrics.get(above);
        var denominator = metrics.get(below);
        if (numerator != null && denominator != null && denominator > 0) {
            metrics.put(name, numerator / denominator);
        }
    }
}
