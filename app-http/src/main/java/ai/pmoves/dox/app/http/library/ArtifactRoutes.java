package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.JsonStream;
import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The artifacts, with what was read from them. */
public final class ArtifactRoutes implements RouteGroup {
    private final Store store;

    public ArtifactRoutes(Store store) {
        this.store = store;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/artifacts", this::list);
        routes.get("/artifacts/{id}", this::show);
    }

    private void list(Context ctx) {
        Lists.answerPages(ctx, "artifacts", store.artifacts()::list, this::withCounts);
    }

    private List<?> withCounts(List<Artifact> artifacts) {
        var counts = store.evidence()
                .countByContentType(artifacts.stream().map(Artifact::id).toList());
        return artifacts.stream()
                .map(artifact -> ArtifactView.Listed.of(artifact, counts.getOrDefault(artifact.id(), Map.of())))
                .toList();
    }

    private void show(Context ctx) {
        Id<Artifact> id = Params.id(ctx);
        var artifact = store.artifacts()
                .find(id)
                .orElseThrow(() -> new DoxException(ErrorCode.ARTIFACT_NOT_FOUND, "Artifact not found"));
        JsonStream.answer(ctx, json -> {
            json.writeStartObject();
            json.writePOJOField("artifact", ArtifactView.of(artifact));
            Lists.writeAll(
                    json,
                    "facts",
                    page -> store.facts().list(Optional.empty(), Optional.of(id), page),
                    facts -> facts.stream().map(FactView::of).toList());
            Lists.writeAll(
                    json, "evidence", page -> store.evidence().listByArtifact(id, page), evidence -> evidence.stream()
                            .map(EvidenceView::of)
                            .toList());
            json.writeEndObject();
        });
    }
}
