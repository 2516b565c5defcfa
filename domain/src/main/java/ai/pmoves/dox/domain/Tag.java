package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.internal.Numbers;
import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A label on a document.
 *
 * @param score confidence, in the unit of its extractor
 * @param sourcePtr who set it, for example {@code heuristic} or {@code hrm-refined:steps3}
 * @param hrmSteps the refinement steps it took, null if unknown
 * @param revision 1 when it is added; each update raises it by one
 */
public record Tag(
        Id<Tag> id,
        Id<Document> documentId,
        String tag,
        @Nullable Double score,
        @Nullable String sourcePtr,
        @Nullable Integer hrmSteps,
        long revision) {
    /** The source of refined tags, followed by the number of steps. */
    public static final String REFINED = "hrm-refined:steps";

    public Tag {
        requireNonNull(id, "id");
        requireNonNull(documentId, "documentId");
        Text.require(tag, "tag");
        score = Numbers.finiteOrNull(score, "score");
        Text.optional(sourcePtr, "sourcePtr");
    }

    /** The refinement steps, read from {@code sourcePtr} where an older row has no number of its own. */
    public @Nullable Integer knownHrmSteps() {
        if (hrmSteps != null || sourcePtr == null || !sourcePtr.startsWith(REFINED)) {
            return hrmSteps;
        }
        var digits = sourcePtr.substring(REFINED.length());
        return digits.matches("\\d{1,9}") ? Integer.valueOf(digits) : null;
    }
}
