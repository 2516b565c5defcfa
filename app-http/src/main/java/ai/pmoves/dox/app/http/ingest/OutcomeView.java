package ai.pmoves.dox.app.http.ingest;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.application.ingest.IngestOutcome.Status;
import ai.pmoves.dox.domain.Id;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of one source, as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutcomeView(
        @Nullable String filename,
        String status,
        @Nullable String taskId,
        @Nullable Long factsCount,
        @Nullable Long evidenceCount,
        @Nullable String error,
        @Nullable String code,
        @Nullable String artifactId) {

    static OutcomeView of(IngestOutcome outcome) {
        boolean stored = outcome.status() == Status.SUCCESS;
        return new OutcomeView(
                outcome.filename(),
                outcome.status().name().toLowerCase(Locale.ROOT),
                outcome.taskId().orElse(null),
                stored ? outcome.facts() : null,
                stored ? outcome.evidence() : null,
                outcome.error().map(OperatorWords::told).orElse(null),
                outcome.error().map(e -> e.code().text()).orElse(null),
                outcome.artifactId().map(Id::value).orElse(null));
    }

    /** What happened where there was no source. */
    static OutcomeView failed(String error, String code) {
        return new OutcomeView(null, "error", null, null, null, error, code, null);
    }

    /** Of a document that has no artifact. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfDocument(String status, @Nullable String documentId, long rows) {
        static OfDocument of(IngestOutcome outcome) {
            return new OfDocument(
                    outcome.status() == Status.SKIPPED ? "skipped" : "ok",
                    outcome.documentId().map(Id::value).orElse(null),
                    outcome.rows());
        }
    }
}
