package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.Tag;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A tag as clients see it. */
record TagView(
        String id,
        String documentId,
        String tag,
        @Nullable Double score,
        @Nullable String sourcePtr,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer hrmSteps) {

    static TagView of(Tag tag) {
        return new TagView(
                tag.id().value(),
                tag.documentId().value(),
                tag.tag(),
                tag.score(),
                tag.sourcePtr(),
                tag.knownHrmSteps());
    }
}
