package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.application.ingest.IngestOutcome;
import java.nio.file.Path;
import java.util.List;

/** Tells what became of each source, as it becomes known. */
interface IngestReport {
    void add(IngestOutcome outcome);

    /**
     * Ends the report.
     *
     * @param passedOver files of unknown types
     * @param embedded how many texts were embedded
     */
    void end(List<Path> passedOver, long embedded);
}
