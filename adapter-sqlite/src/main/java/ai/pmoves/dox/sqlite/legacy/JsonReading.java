package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.text.Text;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text as plain values and records its data issues. Used for one text. */
final class JsonReading {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(Json.MAX_DEPTH)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(10_000)
            .build();
    private static final JsonFactory STRICT = limited().build();
    private static final JsonFactory LENIENT =
            limited().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

    private final JsonParser parser;
    private final IssueLog notes;

    private JsonReading(JsonParser parser, IssueLog notes) {
        this.parser = parser;
        this.notes = notes;
    }

    /** Python writes NaN and Infinity, which are no JSON. */
    private static JsonFactoryBuilder limited() {
        return (JsonFactoryBuilder)
                JsonFactory.builder().streamReadConstraints(LIMITS).enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);
    }

    static final class NoJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        NoJsonException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    static final class TooDeepException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Returns maps, lists, strings, numbers, booleans or null. */
    static @Nullable Object read(String text, IssueLog notes) throws NoJsonException, TooDeepException {
        int before = notes.size();
        try {
            return read(STRICT, text, notes);
        } catch (NoJsonException strictly) {
            notes.backTo(before);
            if (text.chars().noneMatch(c -> c < ' ')) {
                throw strictly;
            }
            var value = read(LENIENT, text, notes);
            notes.add(DataIssue.JSON_CONTROL_CHARACTERS, "control characters that are not escaped");
            return value;
        }
    }

    private static @Nullable Object read(JsonFactory factory, String text, IssueLog notes)
            throws NoJsonException, TooDeepException {
        try (var parser = factory.createParser(text)) {
            var reading = new JsonReading(parser, notes);
            var value = reading.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new NoJsonException("more than one value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            if (String.valueOf(e.getMessage()).contains("nesting depth")) {
                throw new TooDeepException();
            }
            throw new NoJsonException(e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new NoJsonException(e.getOriginalMessage());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new NoJsonException("a number beyond measure");
        } catch (IOException e) {
            throw new IllegalStateException("reading from a string cannot fail", e);
        }
    }

    private @Nullable Object value(@Nullable JsonToken token) throws IOException, NoJsonException {
        if (token == null) {
            throw new NoJsonException("nothing but blanks");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT -> number(parser.getNumberValue());
            case VALUE_NUMBER_FLOAT -> parser.isNaN() ? noNumber() : number(parser.getDecimalValue());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new NoJsonException("no value where there has to be one");
        };
    }

    private Map<String, @Nullable Object> object() throws IOException, NoJsonException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = string(parser.currentName());
            if (object.containsKey(name)) {
                notes.add(DataIssue.JSON_DUPLICATE_NAMES, IssueLog.quote(name));
            }
            object.put(name, value(parser.nextToken()));
        }
        return object;
    }

    private List<@Nullable Object> list() throws IOException, NoJsonException {
        var list = new ArrayList<@Nullable Object>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(token));
        }
        return list;
    }

    private String string(String text) {
        if (!Text.canBeStored(text)) {
            notes.add(DataIssue.JSON_UNSTORABLE, IssueLog.quote(text));
        }
        return text;
    }

    private Number number(Number number) {
        if (Json.of(number).value() instanceof String digits) {
            notes.add(DataIssue.JSON_LONG_NUMBER, IssueLog.quote(digits));
        }
        return number;
    }

    /** {@link Json#of} makes it null. */
    private Number noNumber() throws IOException {
        double number = parser.getDoubleValue();
        if (Double.isNaN(number)) {
            notes.add(DataIssue.JSON_NOT_A_NUMBER, "NaN, by which the Python backend means an empty cell");
        } else {
            notes.add(DataIssue.JSON_INFINITE, parser.getText());
        }
        return number;
    }
}
