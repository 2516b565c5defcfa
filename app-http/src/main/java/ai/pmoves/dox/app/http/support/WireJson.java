package ai.pmoves.dox.app.http.support;

import ai.pmoves.dox.domain.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** JSON as it goes over the wire: compact, in UTF-8, members in snake_case. */
public final class WireJson {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .addModule(new SimpleModule().addSerializer(Json.class, new JsonValueSerializer()))
            .build();

    private WireJson() {}

    private static final class JsonValueSerializer extends JsonSerializer<Json> {
        @Override
        public void serialize(Json json, JsonGenerator generator, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(json.value(), generator);
        }
    }
}
