package ai.pmoves.dox.domain.search;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import java.util.Optional;

/**
 * A query as a store answers it.
 *
 * @param text the words, not blank; unstorable characters become U+FFFD, which is in no word
 * @param vector the meaning, present for every mode but {@link SearchMode#TEXT}
 * @param limit how many hits at most, 1 to 200
 */
public record ChunkQuery(SearchMode mode, String text, Optional<QueryVector> vector, ChunkFilter filter, int limit) {
    public static final int MAX_LIMIT = 200;

    /** A query's vector and the model that made it. */
    public record QueryVector(ModelId model, Embedding embedding) {}

    public ChunkQuery {
        requireNonNull(filter, "filter");
        text = Text.clean(text);
        if (text.isBlank()) {
            throw new IllegalArgumentException("text is blank");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is %d; it has to be 1 to %d".formatted(limit, MAX_LIMIT));
        }
        if (mode != SearchMode.TEXT && vector.isEmpty()) {
            throw new IllegalArgumentException("mode " + mode.text() + " needs a vector");
        }
    }
}
