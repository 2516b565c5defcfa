package ai.pmoves.dox.app.http.ingest;

import ai.pmoves.dox.app.http.support.MultipartForm;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.application.ingest.IngestQueue;
import ai.pmoves.dox.application.ingest.Upload;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.library.Dox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes files and web addresses, each with a result of its own. */
public final class UploadRoutes implements RouteGroup {
    private final Dox dox;
    private final IngestQueue queue;
    private final Runnable wakeEmbedder;

    public UploadRoutes(Dox dox, IngestQueue queue, Runnable wakeEmbedder) {
        this.dox = dox;
        this.queue = queue;
        this.wakeEmbedder = wakeEmbedder;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/upload", this::upload);
    }

    private void upload(Context ctx) throws IOException {
        var options = UploadOptions.of(ctx);
        var results = new ArrayList<OutcomeView>();
        try (var form = MultipartForm.of(ctx)) {
            for (var file : form.files("files")) {
                results.add(OutcomeView.of(take(file, options)));
            }
            for (var url : urls(form)) {
                results.add(OutcomeView.of(dox.ingestWebPage().ingest(url, options.reportWeek(), options.dedupe())));
            }
        }
        wakeEmbedder.run();
        ctx.json(Map.of("results", results));
    }

    private IngestOutcome take(UploadedFile file, UploadOptions options) throws IOException {
        try (var content = file.content()) {
            return ingest(
                    dox, queue, new Upload(file.filename(), options.reportWeek(), content, options.dedupe()), options);
        }
    }

    static IngestOutcome ingest(Dox dox, IngestQueue queue, Upload upload, UploadOptions options) {
        return upload.format() == FileFormat.PDF && options.asyncPdf()
                ? dox.ingestFile().enqueue(upload, queue)
                : dox.ingestFile().ingest(upload);
    }

    private static List<String> urls(MultipartForm form) {
        return form.texts("web_urls").stream()
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .toList();
    }
}
