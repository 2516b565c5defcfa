package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.JsonStream;
import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.ports.store.ExtractionFilter;
import ai.pmoves.dox.ports.store.ExtractionRunRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of extractions, with figures by which prompts and models are compared. */
public final class ExtractionListRoutes implements RouteGroup {
    private final ExtractionRunRepository runs;

    public ExtractionListRoutes(ExtractionRunRepository runs) {
        this.runs = runs;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/extractions", this::list);
    }

    private record Listed(
            ExtractionFigures totals,
            List<ExtractionFigures.Group> groups,
            List<ExtractionRunView> extractions,
            @Nullable String nextCursor) {}

    private void list(Context ctx) {
        var filter = new ExtractionFilter(
                Params.id(ctx, "document_id"),
                Params.id(ctx, "prompt_id"),
                Params.text(ctx, "provider"),
                Params.text(ctx, "model"));
        var asked = Params.page(ctx);
        var page = asked.map(request -> runs.list(filter, request));
        var totals = runs.totals(filter);
        var figures = ExtractionFigures.of(totals);
        var groups = totals.stream().map(ExtractionFigures.Group::of).toList();
        if (page.isPresent()) {
            ctx.json(new Listed(
                    figures,
                    groups,
                    page.get().items().stream().map(ExtractionRunView::of).toList(),
                    page.get().next().orElse(null)));
            return;
        }
        JsonStream.answer(ctx, json -> {
            json.writeStartObject();
            json.writePOJOField("totals", figures);
            json.writePOJOField("groups", groups);
            Lists.writeAll(json, "extractions", request -> runs.list(filter, request), items -> items.stream()
                    .map(ExtractionRunView::of)
                    .toList());
            json.writeEndObject();
        });
    }
}
