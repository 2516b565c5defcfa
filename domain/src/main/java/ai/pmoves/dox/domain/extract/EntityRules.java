package ai.pmoves.dox.domain.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds named things by how they are written, without a model: the same text always gives the same mentions.
 * Labels are spaCy's words, with {@code EMAIL} and {@code URL}.
 */
public final class EntityRules {
    private static final String SCALE = "(?:\\s?(?:K|M|B|k|m|bn|thousand|million|billion|trillion)\\b)?";
    private static final String NUMBER = "\\d[\\d,]*(?:\\.\\d+)?";
    private static final String MONTH = "(?:January|February|March|April|May|June|July|August|September|October|"
            + "November|December|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?)";
    private static final String CAPITALISED = "\\p{Lu}[\\p{L}\\d&'’-]{0,40}";

    /** Earlier rules win where two match the same words. */
    private static final List<Rule> RULES = List.of(
            new Rule("URL", "\\bhttps?://[^\\s<>\"')\\]]*[^\\s<>\"')\\].,;:!?]"),
            new Rule("EMAIL", "\\b[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}\\b"),
            new Rule("MONEY", "(?:\\b(?:US|CA|AU))?[$€£¥]\\s?" + NUMBER + SCALE),
            new Rule("MONEY", "\\b(?:USD|EUR|GBP|CHF|JPY)\\s?" + NUMBER + SCALE),
            new Rule("MONEY", "\\b" + NUMBER + SCALE + "\\s?(?:dollars|euros|pounds|USD|EUR|GBP|CHF)\\b"),
            new Rule("PERCENT", "(?<![\\w.])[-+]?\\d+(?:[.,]\\d+)?\\s?(?:%|percent\\b|per cent\\b)"),
            new Rule("DATE", "\\b\\d{4}-\\d{2}-\\d{2}\\b"),
            new Rule("DATE", "\\b\\d{1,2}[/.]\\d{1,2}[/.](?:\\d{4}|\\d{2})\\b"),
            new Rule("DATE", "\\b\\d{1,2}(?:st|nd|rd|th)?\\s+" + MONTH + "(?:\\s+\\d{4})?\\b"),
            new Rule("DATE", "\\b" + MONTH + "\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?\\b"),
            new Rule("DATE", "\\b" + MONTH + "\\s+\\d{4}\\b"),
            new Rule("DATE", "\\b(?:Q[1-4]|H[12]|FY)\\s?(?:FY)?(?:19|20)\\d{2}\\b"),
            new Rule(
                    "DATE", "\\b(?:the\\s+)?(?:first|second|third|fourth)\\s+quarter(?:\\s+of\\s+(?:19|20)\\d{2})?\\b"),
            new Rule("TIME", "\\b\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s?[aApP]\\.?[mM]\\b)?"),
            new Rule("DATE", "(?<![\\d,.$€£])\\b(?:19|20)\\d{2}\\b(?![,.]?\\d|\\s?%)"),
            new Rule(
                    "ORG",
                    "\\b(?:" + CAPITALISED
                            + "\\s+){1,5}(?:Incorporated|Inc|Ltd|Limited|GmbH|AG|SE|Corporation|Corp|LLC|"
                            + "LLP|PLC|plc|Company|Co|Group|Holdings|Bank|University|Institute|Foundation|Association)\\b"),
            new Rule("PERSON", "\\b(?:Mr|Mrs|Ms|Dr|Prof)\\.?\\s+" + CAPITALISED + "(?:\\s+" + CAPITALISED + ")?"));

    private EntityRules() {}

    private record Rule(String label, Pattern pattern) {
        Rule(String label, String pattern) {
            this(label, Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS));
        }
    }

    /**
     * A named thing in a text.
     *
     * @param start where it starts, in UTF-16 units
     * @param end one past its end
     */
    public record Mention(String label, String text, int start, int end, String context) {}

    /** Returns the mentions in their order; no two overlap. */
    public static List<Mention> of(String text) {
        var mentions = new ArrayList<Mention>();
        for (var rule : RULES) {
            var matcher = rule.pattern().matcher(text);
            while (matcher.find()) {
                int start = matcher.start();
                int end = matcher.end();
                if (mentions.stream().noneMatch(other -> start < other.end() && other.start() < end)) {
                    mentions.add(new Mention(
                            rule.label(), matcher.group(), start, end, TextContext.around(text, start, end)));
                }
            }
        }
        mentions.sort(Comparator.comparingInt(Mention::start));
        return mentions;
    }
}
