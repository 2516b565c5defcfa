package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.application.ingest.IngestOutcome.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** A line for each source and a summary. */
final class TextIngestReport implements IngestReport {
    private static final int NAMED = 10;

    private final Console console;
    private final EnumMap<Status, Integer> counts = new EnumMap<>(Status.class);

    TextIngestReport(Console console) {
        this.console = console;
    }

    @Override
    public void add(IngestOutcome outcome) {
        counts.merge(outcome.status(), 1, Integer::sum);
        console.print("%-8s %s  %s".formatted(word(outcome.status()), outcome.filename(), what(outcome)));
    }

    private static String word(Status status) {
        return switch (status) {
            case SUCCESS -> "stored";
            case QUEUED -> "queued";
            case SKIPPED -> "skipped";
            case ERROR -> "failed";
        };
    }

    private static String what(IngestOutcome outcome) {
        return switch (outcome.status()) {
            case SUCCESS ->
                outcome.documentId().isPresent()
                        ? count(outcome.rows(), "row", "rows")
                        : count(outcome.facts(), "fact", "facts") + ", "
                                + count(outcome.evidence(), "piece of evidence", "pieces of evidence");
            case QUEUED -> "to be read in the background";
            case SKIPPED -> "in the library already";
            case ERROR -> outcome.error().map(Failures::told).orElse("");
        };
    }

    @Override
    public void end(List<Path> passedOver, long embedded) {
        var parts = new ArrayList<String>();
        for (var status : Status.values()) {
            if (counts.containsKey(status) || status == Status.SUCCESS) {
                parts.add(counts.getOrDefault(status, 0) + " " + word(status));
            }
        }
        if (embedded > 0) {
            parts.add(count(embedded, "text", "texts") + " embedded");
        }
        console.print(String.join(", ", parts) + ".");
        if (!passedOver.isEmpty()) {
            var names = passedOver.stream().limit(NAMED).map(Path::toString).toList();
            var more = passedOver.size() > NAMED ? " and %d more".formatted(passedOver.size() - NAMED) : "";
            console.print("Passed over, since nothing here reads them: " + String.join(", ", names) + more + ".");
        }
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
