package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A place in an artifact that supports a fact or an answer.
 *
 * @param locator the stored file's name, {@code #} and the place, or a web address
 * @param preview the beginning of it, for people
 * @param coordinates page and box, null where there are none
 * @param data all of it
 */
public record Evidence(
        Id<Evidence> id,
        Id<Artifact> artifactId,
        @Nullable String locator,
        @Nullable String preview,
        @Nullable Json coordinates,
        EvidenceData data) {
    public Evidence {
        requireNonNull(id, "id");
        requireNonNull(artifactId, "artifactId");
        Text.optional(locator, "locator");
        Text.optional(preview, "preview");
        requireNonNull(data, "data");
        Text.optionalLabel(data.contentType(), "contentType");
    }

    /** For example {@code csv}, {@code text}, {@code table}, {@code web_page}; as stored, of any case. */
    public @Nullable String contentType() {
        return data.contentType();
    }

    /** The data as stored, null if there is none. */
    public @Nullable Json fullData() {
        return data.json();
    }
}
