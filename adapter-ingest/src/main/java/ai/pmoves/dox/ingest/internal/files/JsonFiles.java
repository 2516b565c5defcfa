package ai.pmoves.dox.ingest.internal.files;

import ai.pmoves.dox.domain.Json;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON to plain Java and back, with limits on depth but none on size: a file's size is limited elsewhere. */
public final class JsonFiles {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Json.MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFiles() {}

    /** Reads one value and nothing after it. */
    public static @Nullable Object read(Reader text) throws IOException {
        return MAPPER.readValue(text, Object.class);
    }

    public static JsonParser tokens(Reader text) throws IOException {
        return MAPPER.createParser(text);
    }

    public static byte[] write(Json json) {
        try {
            return MAPPER.writeValueAsBytes(json.value());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a value on one line with blanks after commas and colons, for people. */
    public static String writeSpaced(Json json) {
        var separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEntrySpacing(Separators.Spacing.AFTER)
                .withArrayValueSpacing(Separators.Spacing.AFTER);
        var printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter())
                .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter());
        try {
            return MAPPER.writer(printer).writeValueAsString(json.value());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong and where, on one line. */
    public static String reason(JsonProcessingException e) {
        var at = e.getLocation();
        var message = e.getOriginalMessage() == null ? e.getClass().getSimpleName() : e.getOriginalMessage();
        var line = message.strip().replaceAll("\\s+", " ");
        return at == null ? line : "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), line);
    }
}
