package ai.pmoves.dox.sqlite;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A client's words as an FTS5 query: each word quoted, any of them enough, BM25 sorts out the rest.
 *
 * <p>Words that nearly every English text has are left out when others remain: they cost a walk over most of
 * the index and rank nothing. A word that a query repeats stays repeated and weighs more: on a judged collection of
 * long questions that is worth 0.06 of nDCG@10.
 *
 * @param words lower case, in the client's order, at most {@link #MAX_WORDS}
 */
record TextQuery(List<String> words) {
    /** More words than this add nothing to a ranking; the first ones count. */
    static final int MAX_WORDS = 256;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}\\p{Co}]+");
    private static final Set<String> STOP_WORDS = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not",
            "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was",
            "will", "with");

    static TextQuery parse(String text) {
        var words = WORD.matcher(text)
                .results()
                .map(result -> result.group().toLowerCase(Locale.ROOT))
                .toList();
        var telling = words.stream().filter(word -> !STOP_WORDS.contains(word)).toList();
        var used = telling.isEmpty() ? words : telling;
        return new TextQuery(used.stream().limit(MAX_WORDS).toList());
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The same query of those words only. */
    TextQuery only(Predicate<String> wanted) {
        return new TextQuery(words.stream().filter(wanted).toList());
    }

    /**
     * An FTS5 query.
     *
     * @param times how often it says each word, and so how many times as high BM25 is
     */
    record Match(String text, int times) {}

    /** Matches what has any of the words. */
    Match any() {
        return new Match(anyOf(words), 1);
    }

    /**
     * Matches what has any of the required words, and ranks it by all words. BM25 counts a word wherever the query
     * says it; so it says the others twice, too, lest the required ones weigh more.
     */
    Match anyOf(Set<String> required) {
        var others = only(word -> !required.contains(word));
        if (others.isEmpty()) {
            return any();
        }
        var first = anyOf(only(required::contains).words);
        return new Match("(%s) AND (%s OR %s)".formatted(first, anyOf(words), anyOf(others.words)), 2);
    }

    /** Matches what has the word. */
    static String one(String word) {
        return '"' + word + '"';
    }

    private static String anyOf(List<String> words) {
        return words.stream().map(TextQuery::one).collect(Collectors.joining(" OR "));
    }
}
