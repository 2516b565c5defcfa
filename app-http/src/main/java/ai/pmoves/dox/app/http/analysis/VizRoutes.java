package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.export.VisualiseData;
import ai.pmoves.dox.domain.Id;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Writes projects for datavzrd. */
public final class VizRoutes implements RouteGroup {
    private final VisualiseData visualiseData;

    public VizRoutes(VisualiseData visualiseData) {
        this.visualiseData = visualiseData;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/viz/datavzrd", this::constellations);
        routes.post("/viz/datavzrd/logs", this::logs);
    }

    private record Answer(String status, String projectDir, String vizYaml, String relViz) {
        /** @param folder relative to {@code artifacts/} */
        static Answer of(String folder) {
            var viz = folder + "/viz.yaml";
            return new Answer("ok", "artifacts/" + folder, "artifacts/" + viz, viz);
        }
    }

    private void constellations(Context ctx) {
        var body = JsonBody.of(ctx);
        var id = body.nonEmptyString("artifact_id");
        ctx.json(Answer.of(visualiseData.constellations(Id.of(id), body.optionalText("title"))));
    }

    private void logs(Context ctx) {
        var body = JsonBody.of(ctx);
        ctx.json(Answer.of(visualiseData.logs(body.optionalId("document_id"), body.optionalText("title"))));
    }
}
