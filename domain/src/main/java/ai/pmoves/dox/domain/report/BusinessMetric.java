package ai.pmoves.dox.domain.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A figure that facts carry and questions ask for. The order decides which one a question means that names several.
 */
public enum BusinessMetric {
    SPEND("spend|cost|budget"),
    REVENUE("revenue|sales|income"),
    CONVERSIONS("conversion|lead|sale"),
    CLICKS("click"),
    IMPRESSIONS("impression|view"),
    CTR("ctr|click.?through.?rate"),
    CPA("cpa|cost.?per"),
    ROAS("roas|return.?on");

    private final Pattern words;

    BusinessMetric(String words) {
        this.words = Pattern.compile("\\b(?:" + words + ")\\b", Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** The name under which facts carry it, for example {@code spend}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the first metric one of whose words stands in the question, in any case and as a whole word. */
    public static Optional<BusinessMetric> askedIn(String question) {
        var lower = question.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(metric -> metric.words.matcher(lower).find())
                .findFirst();
    }

    /** The names of all, separated by commas. */
    public static String names() {
        return Arrays.stream(values()).map(BusinessMetric::text).collect(Collectors.joining(", "));
    }
}
