package ai.pmoves.dox.app.http.ingest;

import ai.pmoves.dox.app.http.support.InvalidRequest;
import ai.pmoves.dox.app.http.support.MultipartForm;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.ingest.IngestDocument;
import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.application.ingest.Upload;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Takes one file as a document: an XML log, an API description, a request collection. */
public final class IngestRoutes implements RouteGroup {
    private final IngestDocument documents;
    private final Runnable wakeEmbedder;

    public IngestRoutes(IngestDocument documents, Runnable wakeEmbedder) {
        this.documents = documents;
        this.wakeEmbedder = wakeEmbedder;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/ingest/xml", ctx -> ingest(ctx, documents::xml));
        routes.post("/ingest/openapi", ctx -> ingest(ctx, documents::openApi));
        routes.post("/ingest/postman", ctx -> ingest(ctx, documents::postman));
    }

    private void ingest(Context ctx, Function<Upload, IngestOutcome> take) throws IOException {
        boolean dedupe = Params.bool(ctx, "dedupe", false);
        try (var form = MultipartForm.of(ctx)) {
            var file = form.files("file").stream()
                    .findFirst()
                    .orElseThrow(() -> InvalidRequest.missing(List.of("body", "file"), null));
            try (var content = file.content()) {
                var outcome = take.apply(new Upload(file.filename(), "", content, dedupe));
                wakeEmbedder.run();
                ctx.json(OutcomeView.OfDocument.of(outcome));
            }
        }
    }
}
