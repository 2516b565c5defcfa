package ai.pmoves.dox.app.http.ingest;

import ai.pmoves.dox.app.http.support.HttpCodes;
import ai.pmoves.dox.app.http.support.HttpFailure;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.application.ingest.IngestQueue;
import ai.pmoves.dox.application.ingest.Upload;
import ai.pmoves.dox.domain.files.FileType;
import ai.pmoves.dox.library.Dox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes the sample files of a configured folder, as if they were uploaded. */
public final class SampleRoutes implements RouteGroup {
    /** What is taken, in the order of the answer. */
    private static final List<FileType> TYPES = List.of(
            FileType.CSV,
            FileType.XLSX,
            FileType.XLS,
            FileType.PDF,
            FileType.MP3,
            FileType.WAV,
            FileType.MP4,
            FileType.M4A,
            FileType.PNG,
            FileType.JPG,
            FileType.JPEG);

    private static final String WEB_URLS = "web_urls.txt";

    private final Dox dox;
    private final IngestQueue queue;
    private final Path folder;
    private final Runnable wakeEmbedder;

    public SampleRoutes(Dox dox, IngestQueue queue, Path folder, Runnable wakeEmbedder) {
        this.dox = dox;
        this.queue = queue;
        this.folder = folder;
        this.wakeEmbedder = wakeEmbedder;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/load_samples", this::load);
    }

    private void load(Context ctx) throws IOException {
        var options = UploadOptions.of(ctx);
        if (!Files.isDirectory(folder)) {
            throw new HttpFailure(400, HttpCodes.SAMPLES_MISSING, "Sample directory not found: " + folder);
        }
        var results = new ArrayList<OutcomeView>();
        for (var file : files()) {
            results.add(OutcomeView.of(take(file, options)));
        }
        for (var url : urls()) {
            results.add(OutcomeView.of(dox.ingestWebPage().ingest(url, options.reportWeek(), options.dedupe())));
        }
        if (results.isEmpty()) {
            results.add(OutcomeView.failed("No sample files found", HttpCodes.SAMPLES_MISSING));
        }
        wakeEmbedder.run();
        ctx.json(Map.of("results", results));
    }

    private IngestOutcome take(Path file, UploadOptions options) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var name = String.valueOf(file.getFileName());
            var upload = new Upload(name, options.reportWeek(), content, options.dedupe());
            return UploadRoutes.ingest(dox, queue, upload, options);
        }
    }

    private List<Path> files() throws IOException {
        try (var listing = Files.list(folder)) {
            var all = listing.filter(Files::isRegularFile).sorted().toList();
            return TYPES.stream()
                    .flatMap(type -> all.stream().filter(file -> file.toString().endsWith(type.suffix())))
                    .toList();
        }
    }

    private List<String> urls() throws IOException {
        var file = folder.resolve(WEB_URLS);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
