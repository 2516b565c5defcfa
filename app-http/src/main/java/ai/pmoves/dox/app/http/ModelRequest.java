package ai.pmoves.dox.app.http;

import ai.pmoves.dox.application.Reading;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.ports.tagging.Extractors.Wish;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Reads of a body who is to extract, and how. */
final class ModelRequest {
    private ModelRequest() {}

    static Wish wish(JsonBody body) {
        return new Wish(
                text(body, "provider"),
                text(body, "model_id").or(() -> text(body, "model")),
                text(body, "api_key").map(Secret::of));
    }

    private static Optional<String> text(JsonBody body, String name) {
        return body.optionalString(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    static Reading reading(JsonBody body) {
        var usual = Reading.USUAL;
        return new Reading(
                number(body, "max_char_buffer", 100, 1_000_000, usual.maxChars()),
                number(body, "extraction_passes", 1, 10, usual.passes()),
                number(body, "max_workers", 1, 64, usual.workers()));
    }

    private static int number(JsonBody body, String name, int least, int most, int otherwise) {
        var loc = List.of("body", name);
        var given = body.optionalInteger(name).orElse(BigInteger.valueOf(otherwise));
        Numbers.atLeast(least, given, loc, given);
        Numbers.atMost(most, given, loc, given);
        return given.intValueExact();
    }
}
