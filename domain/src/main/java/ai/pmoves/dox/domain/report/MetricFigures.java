package ai.pmoves.dox.domain.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * What the values of one metric come to.
 *
 * @param total their sum, infinite if it is beyond what a double holds
 * @param count how many there are, at least 1
 */
public record MetricFigures(double total, long count) {
    public MetricFigures {
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; it has to be at least 1");
        }
    }

    public double average() {
        return total / count;
    }

    /** The figures in words, in Markdown. */
    public String describe(BusinessMetric metric) {
        return "**%s** across %d source(s):\n- Total: %s\n- Average: %s\n"
                .formatted(metric.name(), count, rounded(total), rounded(average()));
    }

    /** With commas at the thousands and two decimals, half to even of what the double really is. */
    private static String rounded(double number) {
        return Double.isFinite(number)
                ? String.format(Locale.ROOT, "%,.2f", new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN))
                : "more than can be counted";
    }
}
