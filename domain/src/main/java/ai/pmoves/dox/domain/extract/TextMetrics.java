package ai.pmoves.dox.domain.extract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads marketing figures that a text states as a word and a number: {@code Revenue: $5,200}, {@code CTR 4.2%}.
 * Of each figure the first mention counts.
 */
public final class TextMetrics {
    private static final String NUMBER =
            "(\\d[\\d,]*(?:\\.\\d+)?|\\.\\d+)(?:\\s?(K|M|B|mn|bn|thousand|million|billion)\\b)?";
    private static final Map<String, Pattern> RULES = rules();

    private TextMetrics() {}

    private static Map<String, Pattern> rules() {
        var rules = new LinkedHashMap<String, Pattern>();
        rules.put("roas", rule("roas"));
        rules.put("cpa", rule("cpa"));
        rules.put("ctr", rule("ctr"));
        rules.put("revenue", rule("revenue"));
        rules.put("spend", rule("spend"));
        rules.put("conversions", rule("conversions?"));
        rules.put("clicks", rule("clicks?"));
        rules.put("impressions", rule("impressions?"));
        return rules;
    }

    private static Pattern rule(String keyword) {
        return Pattern.compile("\\b" + keyword + "[:\\s]+\\$?\\s?" + NUMBER, Pattern.CASE_INSENSITIVE);
    }

    /** Returns the figures by name; a K, M or B after a number is multiplied in. */
    public static Map<String, Double> of(String text) {
        var metrics = new LinkedHashMap<String, Double>();
        RULES.forEach((name, rule) -> {
            var matcher = rule.matcher(text);
            if (matcher.find()) {
                metrics.put(name, Amounts.scaled(matcher.group(1), matcher.group(2)));
            }
        });
        return metrics;
    }
}
