package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Json;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An artifact as clients see it. */
public record ArtifactView(
        String id,
        String filename,
        String filepath,
        String filetype,
        @Nullable String reportWeek,
        @Nullable String status,
        @Nullable String sourceUrl,
        @Nullable Json extras,
        @Nullable String createdAt) {

    public static ArtifactView of(Artifact artifact) {
        return new ArtifactView(
                artifact.id().value(),
                artifact.filename(),
                artifact.filepath(),
                artifact.filetype(),
                artifact.reportWeek(),
                artifact.status() == null ? null : artifact.status().value(),
                artifact.sourceUrl(),
                artifact.extras(),
                text(artifact.createdAt()));
    }

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** An artifact in a list, with how much evidence of some kinds it has. */
    record Listed(
            @JsonUnwrapped ArtifactView artifact,
            int tableEvidence,
            int chartEvidence,
            int formulaEvidence,
            int mediaTranscripts,
            int mediaMetadata,
            int webPages,
            int imageOcr) {

        /** @param counts evidence by lower-case content type */
        public static Listed of(Artifact artifact, Map<String, Integer> counts) {
            return new Listed(
                    ArtifactView.of(artifact),
                    counts.getOrDefault(EvidenceData.Table.TYPE, 0),
                    counts.getOrDefault(EvidenceData.Chart.TYPE, 0),
                    counts.getOrDefault(EvidenceData.Formula.TYPE, 0),
                    EvidenceData.Transcript.CONTENT_TYPES.stream()
                            .mapToInt(type -> counts.getOrDefault(type, 0))
                            .sum(),
                    counts.getOrDefault(EvidenceData.MediaMetadata.TYPE, 0),
                    counts.getOrDefault(EvidenceData.WebPage.TYPE, 0),
                    counts.getOrDefault(EvidenceData.ImageText.TYPE, 0));
        }
    }
}
