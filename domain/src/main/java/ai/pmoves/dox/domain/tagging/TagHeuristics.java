package ai.pmoves.dox.domain.tagging;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tags that are found without a language model: quickly, on any machine, and the same ones each time. */
public final class TagHeuristics {
    private static final int MOST = 5;

    private static final Pattern NAME =
            Pattern.compile("(?<![\\p{L}\\p{N}_])[A-Z][a-z]+(?![\\p{L}\\p{N}_])(?:\\s++[A-Z][\\p{L}\\p{N}_]*+){0,2}");

    private static final List<String> KEYWORDS =
            List.of("invoice", "receipt", "contract", "statement", "report", "financial", "log", "error", "warning");

    private TagHeuristics() {}

    /** The first five different names: a capitalised word and up to two more that begin with a capital. */
    public static List<Extraction> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        var matcher = NAME.matcher(text);
        while (names.size() < MOST && matcher.find()) {
            names.add(matcher.group());
        }
        return names.stream().map(name -> new Extraction(name, null)).toList();
    }

    /** Those of some usual words of business that occur, in any case and within other words, too. */
    public static List<Extraction> keywords(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return KEYWORDS.stream()
                .filter(lower::contains)
                .map(word -> new Extraction(word, null))
                .toList();
    }
}
