package ai.pmoves.dox.jooq.binding;

import ai.pmoves.dox.domain.Json;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * JSON values as compact text and back.
 *
 * <p>Doubles are written without an exponent and with a fraction: jsonb keeps the digits of a number and forgets
 * how it was written, so {@code 1.0E10} would come back as a whole number.
 */
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Json.MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxNumberLength(10_000)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule().addSerializer(Double.class, new PlainDoubles()))
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

    private static final class PlainDoubles extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;

        PlainDoubles() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            var decimal = BigDecimal.valueOf(value);
            json.writeNumber((decimal.scale() < 1 ? decimal.setScale(1) : decimal).toPlainString());
        }
    }
}
