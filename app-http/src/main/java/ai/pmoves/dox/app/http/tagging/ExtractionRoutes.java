package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.tagging.ExtractTags;
import ai.pmoves.dox.application.tagging.ExtractionOutcome;
import ai.pmoves.dox.application.tagging.ExtractionRequest;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.ports.blob.BlobStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Extracts tags and other findings from documents and texts. */
public final class ExtractionRoutes implements RouteGroup {
    private final ExtractTags extractTags;
    private final Usual autotag;
    private final ExtractionFiles files;
    private final Runnable wakeEmbedder;

    public ExtractionRoutes(ExtractTags extractTags, TaggingSettings settings, BlobStore blobs, Runnable wakeEmbedder) {
        this.extractTags = extractTags;
        this.autotag = Usual.ofAutotag(settings);
        this.files = new ExtractionFiles(blobs);
        this.wakeEmbedder = wakeEmbedder;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/extract/tags", this::tags);
        routes.post("/extract/langextract", this::findings);
        routes.post("/autotag/{id}", this::autotag);
    }

    private record Usual(boolean hrm, boolean poml, PomlVariant variant) {
        static final Usual OF_TAGS = new Usual(false, false, PomlVariant.GENERIC);

        static Usual ofAutotag(TaggingSettings settings) {
            return new Usual(settings.autotagUsesHrm(), settings.autotagUsesPoml(), settings.pomlVariant());
        }
    }

    private void tags(Context ctx) {
        var body = JsonBody.of(ctx);
        Optional<Id<Document>> documentId = body.optionalId("document_id");
        var request = request(body, Usual.OF_TAGS);
        if (documentId.isEmpty()) {
            var outcome = extractTags.suggest(body.optionalString("text").orElse(""), request);
            ctx.json(outcome.map(ExtractionRoutes::view).orElse(Map.of("tags", List.of())));
            return;
        }
        boolean dryRun = body.optionalBool("dry_run").orElse(false);
        var outcome = extractTags.tag(documentId.get(), request, dryRun);
        wakeEmbedder.run();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("status", "ok");
        view.put("document_id", documentId.get().value());
        view.put("tags_saved", outcome.run().stored());
        view.putAll(view(outcome));
        ctx.json(view);
    }

    /** @param usual what holds where the body does not say */
    private static ExtractionRequest request(JsonBody body, Usual usual) {
        ModelRequest.checkMangle(body);
        var variant = body.optionalText("poml_variant").map(PomlVariant::of).orElse(usual.variant());
        return new ExtractionRequest(
                body.optionalString("prompt").filter(text -> !text.isBlank()),
                body.optionalObjects("examples"),
                body.bool("include_poml", usual.poml()) ? Optional.of(variant) : Optional.empty(),
                body.bool("use_hrm", usual.hrm()),
                ModelRequest.wish(body),
                ModelRequest.reading(body));
    }

    private record Hrm(boolean enabled, int steps) {}

    /** What all answers tell of a run. */
    private static Map<String, @Nullable Object> view(ExtractionOutcome outcome) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("tags", outcome.tags());
        if (outcome.hrmSteps() != null) {
            view.put("hrm", new Hrm(true, outcome.hrmSteps()));
        }
        view.put("extractions", views(outcome));
        view.put("run", ExtractionRunView.of(outcome.run()));
        return view;
    }

    private static List<ExtractionView> views(ExtractionOutcome outcome) {
        return outcome.extractions().stream().map(ExtractionView::of).toList();
    }

    private void autotag(Context ctx) {
        Id<Artifact> id = Params.id(ctx);
        var body = JsonBody.optional(ctx);
        var document = extractTags.documentOf(id);
        boolean dryRun = body.optionalBool("dry_run").orElse(false);
        boolean async = body.optionalBool("async_run").orElse(false);
        var outcome = extractTags.tag(document.id(), request(body, autotag), dryRun);
        wakeEmbedder.run();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("status", "ok");
        view.put("artifact_id", id.value());
        view.put("document_id", document.id().value());
        view.put("tags_saved", outcome.run().stored());
        view.put("tags_extracted", outcome.tags().size());
        view.put("tags_total", extractTags.countTags(document.id()));
        view.put("async_requested", async);
        view.putAll(view(outcome));
        ctx.json(view);
    }

    private void findings(Context ctx) {
        var body = JsonBody.of(ctx);
        var request = new ExtractionRequest(
                Optional.of(body.string("prompt_description")),
                body.optionalObjects("examples"),
                Optional.empty(),
                false,
                ModelRequest.wish(body),
                ModelRequest.reading(body));
        var text = body.optionalString("text").filter(given -> !given.isEmpty());
        Optional<Id<Artifact>> artifactId = body.optionalId("artifact_id");
        if (text.isEmpty() && artifactId.isEmpty()) {
            throw new DoxException(ErrorCode.REQUEST_INVALID, "Provide either text or artifact_id");
        }
        var findings = text.map(given -> extractTags.extract(given, request))
                .orElseGet(() -> extractTags.extract(artifactId.orElseThrow(), request));
        var outcome = findings.outcome();
        var run = outcome.run();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("status", "ok");
        view.put("model_id", run.model() == null ? run.provider() : run.model());
        view.put("entities_count", outcome.extractions().size());
        view.put("artifacts", files.write(findings));
        view.put("extractions", views(outcome));
        view.put("run", ExtractionRunView.of(run));
        ctx.json(view);
    }
}
