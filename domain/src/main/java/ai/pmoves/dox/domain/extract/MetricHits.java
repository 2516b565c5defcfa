package ai.pmoves.dox.domain.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the business figures that a text states in sentences: revenue, growth, margin and profit. */
public final class MetricHits {
    private static final String SCALE = "(?:\\s?(?:[KMB]|mn|bn|thousand|million|billion)\\b)?";
    private static final String MONEY = "(?<value>[$€£]\\s?\\d[\\d,]*(?:\\.\\d+)?" + SCALE + ")";
    private static final String AMOUNT =
            "(?<value>[$€£]?\\s?(?!(?:19|20)\\d\\d\\b(?![,.]\\d))\\d[\\d,]*(?:\\.\\d+)?(?![\\d%]|\\s?%|\\.\\d)" + SCALE
                    + ")";
    private static final String PERCENT = "(?<value>[-+]?\\d+(?:\\.\\d+)?\\s?(?:%|percent\\b))";
    /** Words between a name and its amount, which may hold a rate ("grew 12% to") but no other name. */
    private static final String WORD_CHAR =
            "(?:(?!\\b(?:revenue|sales|turnover|net income|profit|earnings|EBITDA|costs?|expenses)\\b)[^.;\\d$€£%])";

    private static final String WORDS = "(?:" + WORD_CHAR + "{0,40}\\d+(?:\\.\\d+)?\\s?%)?" + WORD_CHAR + "{0,40}?";
    private static final String FEW_WORDS = "[^.;\\d%]{0,40}?";
    private static final String PROFIT = "\\b(?:net income|(?:net |gross |operating )?profit|earnings|EBITDA)\\b";

    private static final List<Rule> RULES = List.of(
            new Rule("revenue", "\\b(?:revenues?|sales|turnover)\\b" + WORDS + AMOUNT),
            new Rule("revenue", MONEY + "\\s+(?:in|of)\\s+(?:\\w+\\s+)?(?:revenues?|sales)\\b"),
            new Rule(
                    "growth",
                    "\\b(?:growth|grew|grow|grown|increased?|rose|up|declined?|decreased?|fell|down)\\b" + FEW_WORDS
                            + PERCENT),
            new Rule("growth", PERCENT + "\\s+(?:\\w+\\s+){0,3}?(?:growth|increase|rise|decline|decrease)\\b"),
            new Rule("margin", "\\bmargins?\\b" + FEW_WORDS + PERCENT),
            new Rule("margin", PERCENT + "\\s+(?:\\w+\\s+){0,2}?margins?\\b"),
            new Rule("profit", PROFIT + "(?!\\s+margin)" + WORDS + AMOUNT),
            new Rule("profit", MONEY + "\\s+(?:in|of)\\s+(?:\\w+\\s+)?(?:profit|net income|earnings)\\b"));

    private MetricHits() {}

    private record Rule(String type, Pattern pattern) {
        Rule(String type, String pattern) {
            this(type, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
        }
    }

    /**
     * A figure in a text.
     *
     * @param type {@code revenue}, {@code growth}, {@code margin} or {@code profit}
     * @param value as written, with its K, M or B
     * @param position where the statement starts
     */
    public record Hit(String type, String value, String context, int position) {}

    /** Returns the figures in the order in which they are stated; no number stands for two of the same type. */
    public static List<Hit> of(String text) {
        var hits = new ArrayList<Hit>();
        var taken = new ArrayList<Span>();
        for (var rule : RULES) {
            var matcher = rule.pattern().matcher(text);
            while (matcher.find()) {
                var span = new Span(rule.type(), matcher.start("value"), matcher.end("value"));
                if (taken.stream().noneMatch(span::clashes)) {
                    taken.add(span);
                    var context = TextContext.around(text, matcher.start(), matcher.end());
                    hits.add(new Hit(rule.type(), matcher.group("value").strip(), context, matcher.start()));
                }
            }
        }
        hits.sort(Comparator.comparingInt(Hit::position).thenComparing(Hit::type));
        return hits;
    }

    private record Span(String type, int start, int end) {
        boolean clashes(Span other) {
            return type.equals(other.type) && start < other.end && other.start < end;
        }
    }
}
