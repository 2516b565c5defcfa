package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.search.QueryWords;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A client's words as an FTS5 query: each word quoted, any of them enough, BM25 sorts out the rest.
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

    /** Matches what has any of the words. */
    String any() {
        return anyOf(words);
    }

    /** Matches what has any of these words, and ranks it by all of them. */
    String anyOfThenAll(Collection<String> required) {
        return "(" + anyOf(required) + ") AND (" + any() + ")";
    }

    /** Matches what has the word. */
    static String one(String word) {
        return '"' + word + '"';
    }

    private static String anyOf(Collection<String> words) {
        return words.stream().map(TextQuery::one).collect(Collectors.joining(" OR "));
    }
}
