package ai.pmoves.dox.jooq.binding;

import ai.pmoves.dox.domain.Json;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON values as compact text and back. */
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Json.MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(10_000)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    public static String write(Json json) {
        try {
            return MAPPER.writeValueAsString(json.value());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a Json value holds only what JSON can express", e);
        }
    }

    /** Reads the text; text that is no JSON degrades to a string of itself. */
    public static Json read(String text) {
        try {
            return Json.of(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            return Json.of(text); // as the ports promise: one bad value does not make a list fail
        }
    }
}
