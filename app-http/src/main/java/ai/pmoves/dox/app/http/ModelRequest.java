package ai.pmoves.dox.app.http;

import ai.pmoves.dox.application.Reading;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.ports.tagging.Extractors.Wish;

/** Reads of a body who is to extract, and how. */
final class ModelRequest {
    private ModelRequest() {}

    static Wish wish(JsonBody body) {
        return new Wish(
                body.optionalText("provider"),
                body.optionalText("model_id").or(() -> body.optionalText("model")),
                body.optionalText("api_key").map(Secret::of));
    }

    static Reading reading(JsonBody body) {
        var usual = Reading.USUAL;
        return new Reading(
                (int) body.integer("max_char_buffer", 100, 1_000_000, usual.maxChars()),
                (int) body.integer("extraction_passes", 1, 10, usual.passes()),
                (int) body.integer("max_workers", 1, 64, usual.workers()));
    }
}
