package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.tagging.TagPrompts;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.TagPrompt;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prompts by which documents are tagged, with their history. */
public final class PromptRoutes implements RouteGroup {
    private static final int HISTORY = 20;

    private final TagPrompts prompts;
    private final TaggingSettings settings;

    public PromptRoutes(TagPrompts prompts, TaggingSettings settings) {
        this.prompts = prompts;
        this.settings = settings;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/tags/presets", this::presets);
        routes.get("/tags/prompt/{id}", this::current);
        routes.get("/tags/prompt/{id}/history", this::history);
        routes.post("/tags/prompt/{id}", this::add);
        routes.post("/tags/prompt/{id}/restore", this::restore);
    }

    private record Example(String text, List<String> labels) {}

    private record Presets(List<String> presets, String prompt, List<Example> examples) {}

    private void presets(Context ctx) {
        ctx.json(new Presets(
                List.of("Confidential", "Invoice", "Contract", "Resume"),
                settings.prompt(),
                List.of(
                        new Example(
                                "Invoice 4711 of Harbour Supplies for the delivery of March",
                                List.of("Invoice", "Harbour Supplies")),
                        new Example(
                                "ERROR LoanService: origination failed for application 12345",
                                List.of("Error", "LoanService", "Loan Origination")))));
    }

    private void current(Context ctx) {
        Id<Document> documentId = Params.id(ctx);
        ctx.json(prompts.current(documentId)
                .<Object>map(PromptView::of)
                .orElseGet(() -> Collections.singletonMap("prompt", null)));
    }

    private record History(List<PromptView> items) {}

    private void history(Context ctx) {
        Id<Document> documentId = Params.id(ctx);
        int limit = Params.integer(ctx, "limit", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElse(HISTORY);
        var versions = prompts.history(documentId);
        long end = limit < 0 ? Math.max(0, (long) versions.size() + limit) : Math.min(limit, versions.size());
        ctx.json(new History(
                versions.subList(0, (int) end).stream().map(PromptView::of).toList()));
    }

    private void add(Context ctx) {
        Id<Document> documentId = Params.id(ctx);
        var body = JsonBody.of(ctx);
        ctx.json(saved(prompts.add(
                documentId,
                body.string("prompt_text"),
                body.optionalObjects("examples").orElse(null),
                body.optionalString("author").orElse(null))));
    }

    private void restore(Context ctx) {
        Id<Document> documentId = Params.id(ctx);
        var body = JsonBody.of(ctx);
        Id<TagPrompt> promptId = Id.of(body.nonEmptyString("prompt_id"));
        Optional<String> author = body.optionalString("author");
        ctx.json(saved(prompts.restore(documentId, promptId, author)));
    }

    private static Map<String, String> saved(TagPrompt prompt) {
        return Map.of("status", "ok", "id", prompt.id().value());
    }
}
