package ai.pmoves.dox.ingest.internal.page;

import ai.pmoves.dox.domain.Json;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a document.
 *
 * @param page from 1, null if unknown
 * @param box on that page, null if unknown
 */
public record PagePlace(@Nullable Integer page, @Nullable PageBox box) {
    public static final PagePlace UNKNOWN = new PagePlace(null, null);

    @Nullable
    Json bbox() {
        return box == null ? null : box.toJson();
    }

    /** Page and box as evidence shows them, null if neither is known. */
    @Nullable
    Json coordinates() {
        if (page == null && box == null) {
            return null;
        }
        var coordinates = new LinkedHashMap<String, @Nullable Object>();
        coordinates.put("page", page);
        coordinates.put("bbox", bbox());
        return Json.of(coordinates);
    }
}
