package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.Dox;
import ai.pmoves.dox.application.SearchChunks.Answer;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.ports.search.Embedder;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds text by its words and its meaning. */
final class SearchRoutes implements RouteGroup {
    private static final String UI_TEST = "__ui_test__";

    private final Dox dox;
    private final ModelStatus model;
    private final Runnable wakeEmbedder;

    SearchRoutes(Dox dox, ModelStatus model, Runnable wakeEmbedder) {
        this.dox = dox;
        this.model = model;
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

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Rebuilt(
            String status,
            long items,
            String backend,
            @Nullable String embeddingProvider,
            @Nullable Long pending) {}

    private void rebuild(Context ctx) {
        long items = dox.rebuildIndex().rebuild();
        wakeEmbedder.run();
        var loaded = model.find().map(Embedder::model);
        ctx.json(new Rebuilt(
                "ok",
                items,
                dox.store().name(),
                loaded.map(ModelId::name).orElse(null),
                loaded.map(id -> dox.store().chunks().count(id).pending()).orElse(null)));
    }
}
