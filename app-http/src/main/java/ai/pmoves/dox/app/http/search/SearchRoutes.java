package ai.pmoves.dox.app.http.search;

import ai.pmoves.dox.app.http.access.Access;
import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.search.SearchChunks.Answer;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.library.Dox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds text by its words and its meaning. */
public final class SearchRoutes implements RouteGroup {
    private static final String UI_TEST = "__ui_test__";

    private final Dox dox;
    private final Runnable wakeEmbedder;

    public SearchRoutes(Dox dox, Runnable wakeEmbedder) {
        this.dox = dox;
        this.wakeEmbedder = wakeEmbedder;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/search", this::search, Access.READ);
        routes.post("/search/rebuild", this::rebuild);
    }

    private void search(Context ctx) {
        var request = SearchRequest.of(JsonBody.of(ctx));
        long start = System.nanoTime();
        if (request.q().strip().equals(UI_TEST)) {
            var none = new Answer(List.of(), request.mode(), Optional.empty());
            ctx.json(view(start, none, request.takes(SourceType.API) ? List.of(uiTestHit()) : List.of()));
            return;
        }
        var answer = request.nothing()
                ? new Answer(List.of(), request.mode(), Optional.empty())
                : dox.searchChunks().search(request.q(), request.mode(), request.filter(), request.limit());
        ctx.json(view(start, answer, answer.hits().stream().map(HitView::of).toList()));
    }

    private SearchView view(long start, Answer answer, List<HitView> results) {
        return SearchView.of(answer, results, dox.store().name(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** The fixed hit by which user interfaces test their result list. */
    private static HitView uiTestHit() {
        var meta = new LinkedHashMap<String, Object>();
        meta.put("type", SourceType.API.text());
        meta.put("deeplink", Map.of("panel", "apis"));
        return new HitView(1.0, "UI Test Result", meta, Map.of(), List.of());
    }

    /**
     * @param embeddingProvider null where there is no model: then the words count only
     * @param pending how many chunks wait for their vector, likewise
     */
    private record Rebuilt(
            String status,
            long items,
            String backend,
            @Nullable String embeddingProvider,
            @Nullable Long pending) {}

    private void rebuild(Context ctx) {
        long items = dox.rebuildIndex().rebuild();
        wakeEmbedder.run();
        var embedding = embedding();
        ctx.json(new Rebuilt(
                "ok",
                items,
                dox.store().name(),
                embedding.map(ModelId::name).orElse(null),
                embedding.map(id -> dox.store().chunks().count(id).pending()).orElse(null)));
    }

    /** The model, which is waited for. */
    private Optional<ModelId> embedding() {
        try {
            return Optional.of(dox.embedder().model());
        } catch (DoxException e) {
            if (e.code() == ErrorCode.MODEL_UNAVAILABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
