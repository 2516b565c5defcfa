package ai.pmoves.dox.sqlite.internal.search;

import ai.pmoves.dox.domain.search.QueryWords;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A client's words as an FTS5 query: each word quoted, any of them matches, BM25 ranks.
 *
 * @param words those that count, see {@link QueryWords}
 */
record TextQuery(List<String> words) {

    static TextQuery parse(String text) {
        return new TextQuery(QueryWords.parse(text).words());
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
