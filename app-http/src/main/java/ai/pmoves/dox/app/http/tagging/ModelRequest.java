package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.application.tagging.ReadOptions;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.tagging.Extractors.Wish;
import java.util.regex.Pattern;

/** Reads of a body who is to extract, and how. */
final class ModelRequest {
    private static final int MAX_QUERY_CHARS = 200;
    private static final Pattern QUERY = Pattern.compile("[\\w\\s.()\\[\\]*+-]*", Pattern.UNICODE_CHARACTER_CLASS);

    private ModelRequest() {}

    static Wish wish(JsonBody body) {
        return new Wish(
                body.optionalText("provider"),
                body.optionalText("model_id").or(() -> body.optionalText("model")),
                body.optionalText("api_key").map(Secret::of));
    }

    /**
     * Checks what a rewriting of tags by the program Mangle would be asked for, of which no more is done: a request runs
     * no program, and names no file of this machine.
     */
    static void checkMangle(JsonBody body) {
        boolean wanted = body.bool("mangle_exec", false);
        body.optionalString("mangle_file");
        var query = body.optionalString("mangle_query").orElse("");
        if (wanted && !QUERY.matcher(query).matches()) {
            throw new DoxException(ErrorCode.REQUEST_INVALID, "Invalid query characters detected");
        }
        if (wanted && query.length() > MAX_QUERY_CHARS) {
            throw new DoxException(
                    ErrorCode.REQUEST_INVALID, "Query too long (max %d characters)".formatted(MAX_QUERY_CHARS));
        }
    }

    static ReadOptions reading(JsonBody body) {
        var usual = ReadOptions.USUAL;
        return new ReadOptions(
                (int) body.integer("max_char_buffer", 100, 1_000_000, usual.maxChars()),
                (int) body.integer("extraction_passes", 1, 10, usual.passes()),
                (int) body.integer("max_workers", 1, 64, usual.workers()));
    }
}
