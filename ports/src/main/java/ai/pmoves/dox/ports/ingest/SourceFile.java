package ai.pmoves.dox.ports.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import java.nio.file.Path;

/**
 * A stored file that is to be read as an artifact.
 *
 * @param path where its bytes are
 * @param storedPath the same relative to the home, as rows and evidence name it: {@code uploads/<id>_<name>}
 * @param storedName the last part of {@code storedPath}, which locators begin with
 * @param filetype lower-case suffix with its dot
 * @param reportWeek the client's label, empty if none
 */
public record SourceFile(
        Path path, String storedPath, String storedName, String filetype, Id<Artifact> artifactId, String reportWeek) {
    /** The stored name without its suffix, which derived files begin with. */
    public String stem() {
        int dot = storedName.lastIndexOf('.');
        return dot > 0 ? storedName.substring(0, dot) : storedName;
    }
}
