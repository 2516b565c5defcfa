package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.export.ExportPoml;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.export.PomlVariant;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Writes documents as prompts for language models. */
public final class ExportRoutes implements RouteGroup {
    private final ExportPoml exportPoml;

    public ExportRoutes(ExportPoml exportPoml) {
        this.exportPoml = exportPoml;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/export/poml", this::poml);
    }

    private record Answer(String status, String rel, String path) {}

    private void poml(Context ctx) {
        var body = JsonBody.of(ctx);
        var rel = exportPoml.export(
                Id.of(body.nonEmptyString("document_id")),
                PomlVariant.of(body.optionalString("variant").orElse("")),
                body.optionalText("title"));
        ctx.json(new Answer("ok", rel, "artifacts/" + rel));
    }
}
