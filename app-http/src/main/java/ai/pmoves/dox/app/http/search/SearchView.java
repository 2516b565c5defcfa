package ai.pmoves.dox.app.http.search;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.http.support.WireJson;
import ai.pmoves.dox.application.search.SearchChunks.Answer;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search as clients see it, whichever way they asked.
 *
 * @param store the kind of store that answered
 * @param notice why it was answered otherwise than asked, if it was
 */
public record SearchView(
        long tookMs,
        int count,
        String mode,
        String store,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String notice,
        List<HitView> results) {

    public static SearchView of(Answer answer, String store, Duration took) {
        return of(answer, answer.hits().stream().map(HitView::of).toList(), store, took);
    }

    static SearchView of(Answer answer, List<HitView> results, String store, Duration took) {
        return new SearchView(
                took.toMillis(),
                results.size(),
                answer.mode().text(),
                store,
                answer.notice().map(OperatorWords::told).orElse(null),
                results);
    }

    /** The same as a JSON document. */
    public String toJson() {
        try {
            return WireJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }
}
