package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.domain.tagging.LocatedExtraction;
import org.jspecify.annotations.Nullable;

/**
 * An extraction as clients see it; the offsets count Unicode code points.
 *
 * @param found whether its words stand in the source; if not, what follows is null
 * @param sourceText what stands there
 */
record ExtractionView(
        String text,
        @Nullable String label,
        boolean found,
        @Nullable Integer start,
        @Nullable Integer end,
        @Nullable Integer page,
        @Nullable Integer section,
        @Nullable String sourceText) {

    static ExtractionView of(LocatedExtraction located) {
        var extraction = located.extraction();
        var place = located.place();
        return place == null
                ? new ExtractionView(extraction.text(), extraction.label(), false, null, null, null, null, null)
                : new ExtractionView(
                        extraction.text(),
                        extraction.label(),
                        true,
                        place.start(),
                        place.end(),
                        place.page(),
                        place.section(),
                        place.text());
    }
}
