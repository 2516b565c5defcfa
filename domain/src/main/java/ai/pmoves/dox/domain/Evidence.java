package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A place in an artifact that supports a fact or an answer.
 *
 * @param locator the stored file's name, {@code #} and the place, or a web address
 * @param preview the beginning of it, for people
 * @param contentType for example {@code csv}, {@code text}, {@code table}, {@code web_page}
 * @param coordinates page and box, null where there are none
 * @param fullData all of it, in the form of its content type
 */
public record Evidence(
        Id<Evidence> id,
        Id<Artifact> artifactId,
        @Nullable String locator,
        @Nullable String preview,
        @Nullable String contentType,
        @Nullable Json coordinates,
        @Nullable Json fullData) {
    public Evidence {
        requireNonNull(id, "id");
        requireNonNull(artifactId, "artifactId");
        Text.optional(locator, "locator");
        Text.optional(preview, "preview");
        Text.optionalLabel(contentType, "contentType");
    }
}
