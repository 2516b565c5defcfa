package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that were read from an artifact.
 *
 * @param reportWeek the artifact's label for a period
 * @param entity what the numbers are about, for example a sheet's name
 * @param metrics an object, name to number
 * @param evidenceId where they were read; in older stores it may name evidence that is gone
 */
public record Fact(
        Id<Fact> id,
        Id<Artifact> artifactId,
        @Nullable String reportWeek,
        @Nullable String entity,
        Json metrics,
        @Nullable Id<Evidence> evidenceId) {
    public Fact {
        requireNonNull(id, "id");
        requireNonNull(artifactId, "artifactId");
        Text.optionalLabel(reportWeek, "reportWeek");
        Text.optional(entity, "entity");
        requireNonNull(metrics, "metrics");
    }
}
