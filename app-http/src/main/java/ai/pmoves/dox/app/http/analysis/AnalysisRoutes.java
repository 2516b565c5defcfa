package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.app.http.library.ArtifactView;
import ai.pmoves.dox.app.http.support.JsonStream;
import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What was found in documents: names, figures, headings, tables, charts, formulas, statements. */
public final class AnalysisRoutes implements RouteGroup {
    private final Store store;

    public AnalysisRoutes(Store store) {
        this.store = store;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/analysis/entities", this::entities);
        routes.get("/analysis/structure", this::structure);
        routes.get("/analysis/metrics", this::metrics);
        routes.get("/analysis/artifacts/{id}", this::artifact);
        routes.get("/analysis/financials", this::financials);
    }

    private void entities(Context ctx) {
        Optional<Id<Document>> documentId = Params.id(ctx, "document_id");
        var label = Params.text(ctx, "label");
        Lists.answer(ctx, "entities", page -> store.documents().listEntities(documentId, label, page), EntityView::of);
    }

    private void metrics(Context ctx) {
        Optional<Id<Document>> documentId = Params.id(ctx, "document_id");
        var type = Params.text(ctx, "metric_type");
        Lists.answer(
                ctx,
                "metric_hits",
                page -> store.documents().listMetricHits(documentId, type, page),
                MetricHitView::of);
    }

    private record Structure(String documentId, @Nullable Json structure) {}

    private void structure(Context ctx) {
        var id = Params.required(ctx, "document_id");
        ctx.json(new Structure(id, id.isEmpty() ? null : hierarchy(Id.of(id))));
    }

    private @Nullable Json hierarchy(Id<Document> id) {
        return store.documents()
                .findStructure(id)
                .map(DocumentStructure::hierarchy)
                .orElse(null);
    }

    private void artifact(Context ctx) {
        Id<Artifact> id = Params.id(ctx);
        Optional<Id<Document>> documentId = Optional.of(id.as());
        var artifact = store.artifacts()
                .find(id)
                .orElseThrow(() -> new DoxException(ErrorCode.ARTIFACT_NOT_FOUND, "Artifact not found"));
        var findings = Findings.of(ofArtifact(id));
        JsonStream.answer(ctx, json -> {
            json.writeStartObject();
            json.writePOJOField("artifact", ArtifactView.of(artifact));
            json.writePOJOField("tables", findings.tables());
            json.writePOJOField("charts", findings.charts());
            json.writePOJOField("formulas", findings.formulas());
            Lists.writeAll(
                    json,
                    "entities",
                    page -> store.documents().listEntities(documentId, Optional.empty(), page),
                    entities -> entities.stream().map(EntityView::of).toList());
            json.writePOJOField("structure", hierarchy(id.as()));
            Lists.writeAll(
                    json,
                    "metric_hits",
                    page -> store.documents().listMetricHits(documentId, Optional.empty(), page),
                    hits -> hits.stream().map(MetricHitView::of).toList());
            json.writeEndObject();
        });
    }

    private void financials(Context ctx) {
        Optional<Id<Artifact>> artifactId = Params.id(ctx, "artifact_id");
        var evidence = artifactId
                .map(this::ofArtifact)
                .orElseGet(() ->
                        Pages.all(page -> store.evidence().listByContentType(EvidenceData.Table.CONTENT_TYPES, page)));
        List<StatementView> statements = StreamSupport.stream(evidence.spliterator(), false)
                .flatMap(item -> StatementView.of(item).stream())
                .sorted(StatementView.ORDER)
                .toList();
        ctx.json(Map.of("statements", statements));
    }

    private Iterable<Evidence> ofArtifact(Id<Artifact> id) {
        return Pages.all(page -> store.evidence().listByArtifact(id, page));
    }
}
