package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.domain.MetricHit;
import org.jspecify.annotations.Nullable;

/** A stated figure as clients see it. */
record MetricHitView(
        String id,
        String documentId,
        String type,
        @Nullable String value,
        @Nullable String context,
        @Nullable Integer position,
        @Nullable Integer page,
        @Nullable Integer sourceIndex) {

    static MetricHitView of(MetricHit hit) {
        return new MetricHitView(
                hit.id().value(),
                hit.documentId().value(),
                hit.type(),
                hit.value(),
                hit.context(),
                hit.position(),
                hit.page(),
                hit.sourceIndex());
    }
}
