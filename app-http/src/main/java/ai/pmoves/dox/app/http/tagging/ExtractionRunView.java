package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.Millis;
import ai.pmoves.dox.domain.ExtractionRun;
import org.jspecify.annotations.Nullable;

/** A run of an extraction as clients see it. */
record ExtractionRunView(
        String id,
        @Nullable String documentId,
        @Nullable String promptId,
        String provider,
        @Nullable String model,
        int found,
        int stored,
        String outcome,
        @Nullable String error,
        double latencyMs,
        @Nullable String device,
        String createdAt) {

    static ExtractionRunView of(ExtractionRun run) {
        return new ExtractionRunView(
                run.id().value(),
                run.documentId() == null ? null : run.documentId().value(),
                run.promptId() == null ? null : run.promptId().value(),
                run.provider(),
                run.model(),
                run.found(),
                run.stored(),
                run.outcome(),
                run.error(),
                Millis.of(run.latency()),
                run.device(),
                run.createdAt().toString());
    }
}
