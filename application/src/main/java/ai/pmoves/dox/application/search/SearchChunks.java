package ai.pmoves.dox.application.search;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.ChunkQuery.QueryVector;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.metrics.CallTimer;
import ai.pmoves.dox.metrics.RecentCalls;
import ai.pmoves.dox.ports.measure.Latencies;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds chunks by their words, by their meaning, or by both. Thread-safe. */
public final class SearchChunks {
    private final Store store;
    private final Supplier<Embedder> embedder;
    private final RecentCalls searches =
            new RecentCalls(CallTimer.of("pmoves.searches", "Searches, embedding of the question included"));

    /** @param embedder gives the model when it is first needed; text search does without it */
    public SearchChunks(Store store, Supplier<Embedder> embedder) {
        this.store = store;
        this.embedder = embedder;
    }

    /**
     * What was found.
     *
     * @param mode how it was answered, which is {@code TEXT} for a hybrid query when there is no model
     * @param notice why it was answered otherwise than asked
     */
    public record Answer(List<ChunkHit> hits, SearchMode mode, Optional<Reason> notice) {}

    /**
     * Answers a query; blank text finds nothing.
     *
     * @param limit 1 to {@link ChunkQuery#MAX_LIMIT}
     * @throws DoxException {@code model.unavailable} if the mode is {@code VECTOR} and there is no model
     */
    public Answer search(String text, SearchMode mode, ChunkFilter filter, int limit) {
        if (text.isBlank()) {
            return new Answer(List.of(), mode, Optional.empty());
        }
        return searches.time(() -> find(text, mode, filter, limit));
    }

    /** How long searches of this process took in the last minutes, embedding the question included. */
    public Latencies latencies() {
        return searches.latencies();
    }

    private Answer find(String text, SearchMode mode, ChunkFilter filter, int limit) {
        if (mode == SearchMode.TEXT) {
            return answer(text, mode, Optional.empty(), filter, limit);
        }
        try {
            var model = embedder.get();
            var vector = model.embed(List.of(text)).getFirst();
            return answer(text, mode, Optional.of(new QueryVector(model.model(), vector)), filter, limit);
        } catch (DoxException e) {
            if (mode == SearchMode.VECTOR || e.code() != ErrorCode.MODEL_UNAVAILABLE) {
                throw e;
            }
            var byWords = answer(text, SearchMode.TEXT, Optional.empty(), filter, limit);
            return new Answer(
                    byWords.hits(), SearchMode.TEXT, Optional.of(e.reason().in("Answered by words alone: %s")));
        }
    }

    private Answer answer(String text, SearchMode mode, Optional<QueryVector> vector, ChunkFilter filter, int limit) {
        var hits = store.chunks().search(new ChunkQuery(mode, text, vector, filter, limit));
        return new Answer(hits, mode, Optional.empty());
    }
}
