package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.domain.Id;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One JSON document, printed piece by piece so that it may be of any length. */
final class JsonIngestReport implements IngestReport {
    private final Console console;
    private boolean begun;

    JsonIngestReport(Console console) {
        this.console = console;
    }

    /** One source; members without a value are left out. */
    private record Result(
            String filename,
            String status,
            @Nullable String artifactId,
            @Nullable String documentId,
            @Nullable Long rows,
            @Nullable Long factsCount,
            @Nullable Long evidenceCount,
            @Nullable String error,
            @Nullable String code) {
        static Result of(IngestOutcome outcome) {
            boolean stored = outcome.status() == IngestOutcome.Status.SUCCESS;
            boolean document = outcome.documentId().isPresent();
            return new Result(
                    outcome.filename(),
                    outcome.status().name().toLowerCase(Locale.ROOT),
                    outcome.artifactId().map(Id::value).orElse(null),
                    outcome.documentId().map(Id::value).orElse(null),
                    stored && document ? outcome.rows() : null,
                    stored && !document ? outcome.facts() : null,
                    stored && !document ? outcome.evidence() : null,
                    outcome.error().map(OperatorWords::told).orElse(null),
                    outcome.error().map(e -> e.code().text()).orElse(null));
        }
    }

    @Override
    public void add(IngestOutcome outcome) {
        console.out().print(begun ? "," : "{\"results\":[");
        console.out().print(CliJson.write(Result.of(outcome)));
        begun = true;
    }

    @Override
    public void end(List<Path> passedOver, long embedded) {
        var names = CliJson.write(passedOver.stream().map(Path::toString).toList());
        console.json(
                (begun ? "" : "{\"results\":[") + "],\"passed_over\":" + names + ",\"embedded\":" + embedded + "}");
    }
}
