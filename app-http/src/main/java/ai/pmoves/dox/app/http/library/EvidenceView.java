package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Json;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evidence as clients see it. */
public record EvidenceView(
        String id,
        String artifactId,
        @Nullable String locator,
        @Nullable String preview,
        @Nullable String contentType,
        @Nullable Json coordinates,
        @Nullable Json fullData) {

    public static EvidenceView of(Evidence evidence) {
        return new EvidenceView(
                evidence.id().value(),
                evidence.artifactId().value(),
                evidence.locator(),
                evidence.preview(),
                evidence.contentType(),
                evidence.coordinates(),
                evidence.fullData());
    }

    /** Evidence read from media or the web, with a few words on its artifact. */
    record OfMedia(
            String artifactId,
            Source artifact,
            @Nullable String locator,
            @Nullable String preview,
            @Nullable String contentType,
            @Nullable Json fullData) {

        /** The artifact; all null if it is gone. */
        record Source(
                @Nullable String id,
                @Nullable String filename,
                @Nullable String filetype) {}

        public static OfMedia of(Evidence evidence, Optional<Artifact> artifact) {
            return new OfMedia(
                    evidence.artifactId().value(),
                    artifact.map(a -> new Source(a.id().value(), a.filename(), a.filetype()))
                            .orElse(new Source(null, null, null)),
                    evidence.locator(),
                    evidence.preview(),
                    evidence.contentType() == null
                            ? null
                            : evidence.contentType().toLowerCase(Locale.ROOT),
                    evidence.fullData());
        }
    }
}
