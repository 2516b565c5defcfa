package ai.pmoves.dox.domain.tagging;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into passages that a model reads at once. */
public final class Passages {
    private Passages() {}

    /**
     * A part of a text.
     *
     * @param start in UTF-16 units
     * @param end exclusive
     */
    public record Passage(int start, int end) {}

    /**
     * Cuts between sentences, so that each passage is as long as it may be. A sentence that is longer by itself is cut
     * between words, and a word that is longer between characters. Nothing is left out, and nothing comes twice.
     *
     * @param maxChars in UTF-16 units, at least 2
     */
    public static List<Passage> cut(String text, int maxChars) {
        var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        var passages = new ArrayList<Passage>();
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start, maxChars, sentences);
            passages.add(new Passage(start, end));
            start = end;
        }
        return passages;
    }

    private static int end(String text, int start, int maxChars, BreakIterator sentences) {
        if (text.length() - start <= maxChars) {
            return text.length();
        }
        int limit = start + maxChars;
        int sentence = sentences.isBoundary(limit) ? limit : sentences.preceding(limit);
        if (sentence > start) {
            return sentence;
        }
        for (int end = limit; end > start; end--) {
            if (Character.isWhitespace(text.charAt(end - 1))) {
                return end;
            }
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
