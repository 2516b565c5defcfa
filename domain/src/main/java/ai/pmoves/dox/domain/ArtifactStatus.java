package ai.pmoves.dox.domain;

import ai.pmoves.dox.domain.text.Text;

/** How far the processing of an artifact came. Older stores hold other words, which are kept as they are. */
public record ArtifactStatus(String value) {
    public static final ArtifactStatus PROCESSING = new ArtifactStatus("processing");
    public static final ArtifactStatus PROCESSED = new ArtifactStatus("processed");
    public static final ArtifactStatus ERROR = new ArtifactStatus("error");

    public ArtifactStatus {
        Text.requireLabel(value, "status");
    }
}
