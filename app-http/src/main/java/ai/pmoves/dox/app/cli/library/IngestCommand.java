package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.Progress;
import ai.pmoves.dox.application.ingest.IngestPaths;
import ai.pmoves.dox.application.ingest.IngestPaths.Plan;
import ai.pmoves.dox.library.Dox;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dox ingest}. */
@Command(
        name = "ingest",
        description = {
            "Ingests files, folders and web addresses.",
            "",
            "In a folder, every file of a known type is ingested: PDF, DoclingDocument, CSV, XLSX, XML logs, OpenAPI,"
                    + " Postman, audio, video and images; web_urls.txt has a web address per line. Files whose content is in the"
                    + " library already are skipped."
        },
        footer = {
            "",
            "Examples:",
            "  dox ingest samples/",
            "  dox ingest report.pdf https://example.org/",
            "  dox ingest --no-embed huge-log.xml      found by words now, by meaning after the next run",
            "  dox ingest --json samples/ | jq .results"
        })
public final class IngestCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders or web addresses.")
    private List<String> paths = List.of();

    @Option(names = "--again", description = "Also ingest what is in the library already.")
    private boolean again;

    @Option(names = "--report-week", paramLabel = "W", description = "A label for the period, such as 2026-W47.")
    private String reportWeek = "";

    @Option(names = "--no-embed", description = "Compute no vectors; the next run or the server does.")
    private boolean noEmbed;

    public IngestCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        try (var library = dox.open()) {
            var plan = library.ingestPaths().plan(sources());
            var report = dox.json() ? new JsonIngestReport(dox.console()) : new TextIngestReport(dox.console());
            boolean failed = ingest(library, plan, report);
            var embedded = noEmbed ? OptionalLong.of(0) : Embedding.all(library, dox.console());
            report.end(plan.passedOver(), embedded.orElse(0));
            if (failed) {
                return Failures.FAILED;
            }
            return embedded.isPresent() ? Failures.DONE : Failures.UNAVAILABLE;
        }
    }

    private List<String> sources() {
        return paths.stream()
                .map(source -> IngestPaths.isWebAddress(source)
                        ? source
                        : dox.path(source).toString())
                .toList();
    }

    private boolean ingest(Dox library, Plan plan, IngestReport report) {
        var done = new AtomicInteger();
        var failures = new AtomicInteger();
        try (var progress =
                Progress.onTerminal(dox.console(), "ingesting", plan.sources().size())) {
            library.ingestPaths().ingestAll(plan, reportWeek, again, outcome -> {
                report.add(outcome);
                if (outcome.error().isPresent()) {
                    failures.incrementAndGet();
                }
                progress.at(done.incrementAndGet());
            });
        }
        return failures.get() > 0;
    }
}
