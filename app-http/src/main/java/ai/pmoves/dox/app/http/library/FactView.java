package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Json;
import org.jspecify.annotations.Nullable;

/** A fact as clients see it. */
record FactView(
        String id,
        String artifactId,
        @Nullable String reportWeek,
        @Nullable String entity,
        Json metrics,
        @Nullable String evidenceId) {

    static FactView of(Fact fact) {
        return new FactView(
                fact.id().value(),
                fact.artifactId().value(),
                fact.reportWeek(),
                fact.entity(),
                fact.metrics(),
                fact.evidenceId() == null ? null : fact.evidenceId().value());
    }
}
