package ai.pmoves.dox.domain.report;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a summary is of: everything, or some artifacts.
 *
 * @param artifactIds sorted, each once; empty for everything
 */
public record SummaryScope(List<Id<Artifact>> artifactIds) {
    public static final String WORKSPACE_TYPE = "workspace";
    public static final String ARTIFACT_TYPE = "artifact";

    public static final SummaryScope WORKSPACE = new SummaryScope(List.of());

    public SummaryScope {
        artifactIds = artifactIds.stream().distinct().sorted().toList();
    }

    /** The artifacts of these ids; the workspace if all of them are blank. */
    public static SummaryScope ofArtifacts(Collection<String> ids) {
        return new SummaryScope(ids.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(Id::<Artifact>of)
                .toList());
    }

    public boolean isWorkspace() {
        return artifactIds.isEmpty();
    }

    /** {@code workspace} or {@code artifact}. */
    public String type() {
        return isWorkspace() ? WORKSPACE_TYPE : ARTIFACT_TYPE;
    }

    /** What summaries of the same scope share. */
    public String key() {
        return isWorkspace()
                ? WORKSPACE_TYPE
                : artifactIds.stream().map(Id::value).collect(Collectors.joining(",", ARTIFACT_TYPE + ":", ""));
    }
}
