package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Json;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/** An API operation as clients see it. */
record ApiView(
        String id,
        String documentId,
        @Nullable String name,
        String method,
        String path,
        @Nullable String summary,
        Json tags) {

    static ApiView of(ApiEndpoint api) {
        return new ApiView(
                api.id().value(),
                api.documentId().value(),
                api.name(),
                api.method(),
                api.path(),
                api.summary(),
                orElse(api.tags(), Json.emptyList()));
    }

    /** An operation with all that is known of it. */
    record Detailed(@JsonUnwrapped ApiView api, Json parameters, Json responses) {
        static Detailed of(ApiEndpoint api) {
            return new Detailed(
                    ApiView.of(api),
                    orElse(api.parameters(), Json.emptyList()),
                    orElse(api.responses(), Json.emptyObject()));
        }
    }

    private static Json orElse(@Nullable Json json, Json otherwise) {
        return json == null || json.value() == null ? otherwise : json;
    }
}
