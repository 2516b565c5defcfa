package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import java.util.Map;

/** The rows that writers write: artifacts that say how often they were changed, and facts of them. */
public final class WrittenRows {
    private static final String COUNT = "count";

    private WrittenRows() {}

    /** An artifact that was not changed yet. */
    public static Artifact artifact(Id<Artifact> id, String filename) {
        return new Artifact(
                id, filename, "uploads/" + id, ".csv", "", ArtifactStatus.PROCESSED, null, extras(0), null, null, 1);
    }

    public static Fact fact(Id<Fact> id, Id<Artifact> artifact, String entity) {
        return new Fact(id, artifact, "", entity, Json.emptyObject(), null);
    }

    static Artifact changed(Artifact artifact, long count) {
        return artifact.withExtras(extras(count));
    }

    private static Json extras(long count) {
        return Json.of(Map.of(COUNT, count));
    }

    /** How often it was changed; -1 if it does not say. */
    static long count(Artifact artifact) {
        return artifact.extras() == null ? -1 : count(artifact.extras());
    }

    /** How often a row of artifacts was changed that is kept as JSON, by the names of its columns; -1 if it does not say. */
    public static long countOfRow(Json row) {
        return row.asObject().get("extras") instanceof Map<?, ?> extras ? count(Json.of(extras)) : -1;
    }

    private static long count(Json extras) {
        return extras.asObject().get(COUNT) instanceof Long count ? count : -1;
    }
}
