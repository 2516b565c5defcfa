package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.app.http.search.Citations;
import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.JsonStream;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.report.SummariseFacts;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Summary;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.report.SummaryScope;
import ai.pmoves.dox.domain.report.SummaryStyle;
import ai.pmoves.dox.ports.store.Store;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes summaries and lists those that were made. */
public final class SummaryRoutes implements RouteGroup {
    private static final List<String> SCOPES = List.of(SummaryScope.WORKSPACE_TYPE, SummaryScope.ARTIFACT_TYPE);
    private static final List<String> STYLES =
            Arrays.stream(SummaryStyle.values()).map(SummaryStyle::text).toList();

    private final SummariseFacts summaries;
    private final Store store;

    public SummaryRoutes(SummariseFacts summaries, Store store) {
        this.summaries = summaries;
        this.store = store;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/summaries/generate", this::generate);
        routes.get("/summaries", this::list);
    }

    private void generate(Context ctx) {
        var body = JsonBody.of(ctx);
        var style = body.optionalChoice("style", STYLES).flatMap(SummaryStyle::parse);
        var made = summaries.summarise(
                scope(body),
                style.orElse(SummaryStyle.BULLET),
                body.bool("force_refresh", false),
                body.optionalText("provider"));
        JsonStream.answer(ctx, json -> {
            json.writeStartObject();
            write(json, made.summary());
            if (made.fallback().isPresent()) {
                json.writeStringField("fallback", made.fallback().get());
            }
            json.writeEndObject();
        });
    }

    private static SummaryScope scope(JsonBody body) {
        var scope =
                SummaryScope.ofArtifacts(body.optionalStrings("artifact_ids").orElse(List.of()));
        boolean ofArtifacts = body.optionalChoice("scope", SCOPES)
                .filter(SummaryScope.ARTIFACT_TYPE::equals)
                .isPresent();
        if (ofArtifacts && scope.isWorkspace()) {
            throw new DoxException(
                    ErrorCode.REQUEST_INVALID, "artifact scope requires at least one artifact id in artifact_ids");
        }
        return scope;
    }

    private void list(Context ctx) {
        var artifactId = Params.text(ctx, "document_id");
        var found =
                store
                        .summaries()
                        .list(Params.choice(ctx, "scope", SCOPES), Params.choice(ctx, "style", STYLES))
                        .stream()
                        .filter(summary -> artifactId.isEmpty() || isOf(summary, artifactId.get()))
                        .toList();
        JsonStream.answer(ctx, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("summaries");
            for (var summary : found) {
                json.writeStartObject();
                write(json, summary);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static boolean isOf(Summary summary, String artifactId) {
        return summary.scope().equals(SummaryScope.ARTIFACT_TYPE)
                && summary.artifactIds().asList().contains(artifactId);
    }

    /** @param type {@code workspace} or {@code artifact} */
    private record Scope(String type, String key, Json artifactIds) {}

    private void write(JsonGenerator json, Summary summary) throws IOException {
        json.writeStringField("id", summary.id().value());
        json.writeStringField("style", summary.style());
        json.writeStringField("provider", summary.provider());
        json.writeStringField("prompt", summary.prompt());
        json.writePOJOField("scope", new Scope(summary.scope(), summary.scopeKey(), summary.artifactIds()));
        json.writeStringField("summary", summary.text());
        Citations.write(json, "citations", evidenceIds(summary), store.evidence());
        json.writeStringField(
                "created_at",
                summary.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static List<Id<Evidence>> evidenceIds(Summary summary) {
        return summary.evidenceIds().asList().stream()
                .flatMap(id -> Optional.ofNullable(id).map(Object::toString).stream())
                .filter(id -> !id.isEmpty())
                .map(Id::<Evidence>of)
                .toList();
    }
}
