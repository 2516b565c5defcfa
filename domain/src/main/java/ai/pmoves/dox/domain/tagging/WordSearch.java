package ai.pmoves.dox.domain.tagging;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds words in a text: the first place where they stand exactly so, of these rather one where no word is cut in two;
 * or else the first where they stand in another case or with other white space between them.
 */
final class WordSearch {
    /** Longer ones have to stand exactly so. */
    private static final int MAX_LENIENT_CHARS = 2_000;

    private WordSearch() {}

    /** Offsets in UTF-16 units, the end exclusive. */
    record Span(int start, int end) {}

    static Optional<Span> find(String text, String words, int from, int to) {
        var wanted = words.strip();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return exact(text, wanted, from, to).or(() -> lenient(text, wanted, from, to));
    }

    private static Optional<Span> exact(String text, String wanted, int from, int to) {
        Optional<Span> withinAWord = Optional.empty();
        int at = text.indexOf(wanted, from, to);
        while (at >= 0) {
            var span = new Span(at, at + wanted.length());
            if (isWhole(text, span)) {
                return Optional.of(span);
            }
            withinAWord = withinAWord.or(() -> Optional.of(span));
            at = text.indexOf(wanted, at + 1, to);
        }
        return withinAWord;
    }

    private static boolean isWhole(String text, Span span) {
        return !joins(text, span.start()) && !joins(text, span.end());
    }

    /** Whether the characters on both sides of the offset belong to one word. */
    private static boolean joins(String text, int offset) {
        return offset > 0
                && offset < text.length()
                && Character.isLetterOrDigit(text.codePointBefore(offset))
                && Character.isLetterOrDigit(text.codePointAt(offset));
    }

    private static Optional<Span> lenient(String text, String wanted, int from, int to) {
        if (wanted.length() > MAX_LENIENT_CHARS) {
            return Optional.empty();
        }
        var pattern = Stream.of(wanted.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s++"));
        var matcher = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .region(from, to);
        return matcher.find() ? Optional.of(new Span(matcher.start(), matcher.end())) : Optional.empty();
    }
}
