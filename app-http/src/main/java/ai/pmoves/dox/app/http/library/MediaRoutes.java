package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.JsonStream;
import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.Store;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was read from audio, video, images and the web, of all artifacts. */
public final class MediaRoutes implements RouteGroup {
    private final Store store;

    public MediaRoutes(Store store) {
        this.store = store;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/artifacts/media", this::list);
    }

    private void list(Context ctx) {
        JsonStream.answer(ctx, json -> {
            json.writeStartObject();
            write(json, "transcripts", EvidenceData.Transcript.CONTENT_TYPES);
            write(json, "media_metadata", Set.of(EvidenceData.MediaMetadata.TYPE));
            write(json, "web_pages", Set.of(EvidenceData.WebPage.TYPE));
            write(json, "image_text", Set.of(EvidenceData.ImageText.TYPE));
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, String name, Set<String> contentTypes) throws IOException {
        Lists.writeAll(json, name, page -> store.evidence().listByContentType(contentTypes, page), this::withArtifacts);
    }

    private List<?> withArtifacts(List<Evidence> evidence) {
        var artifacts = new HashMap<Id<Artifact>, Optional<Artifact>>();
        return evidence.stream()
                .map(item -> EvidenceView.OfMedia.of(
                        item, artifacts.computeIfAbsent(item.artifactId(), store.artifacts()::find)))
                .toList();
    }
}
