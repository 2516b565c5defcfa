package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.text.Text;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON value by value, in a fixed amount of memory. A value of another kind than asked for is refused, saying
 * where it stands; null counts as a value that is not there.
 */
final class DoclingTokens {
    private final JsonParser parser;

    /** @param parser at a value */
    DoclingTokens(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The names of an object's members, each with this at its value, which is to be read or {@link #skip skipped} before
     * the next one. To be gone through once, to the end.
     *
     * @throws UncheckedIOException while it is gone through
     */
    Iterable<String> members() {
        return () -> new Contents<>(JsonToken.START_OBJECT, "an object") {
            @Override
            @Nullable
            String advance() throws IOException {
                if (parser.nextToken() == JsonToken.END_OBJECT) {
                    return null;
                }
                var name = parser.currentName();
                parser.nextToken();
                return name;
            }
        };
    }

    /** Likewise the numbers of a list's values, from 0, each with this at the value. */
    Iterable<Integer> values() {
        return () -> new Contents<>(JsonToken.START_ARRAY, "a list") {
            private int next;

            @Override
            @Nullable
            Integer advance() throws IOException {
                return parser.nextToken() == JsonToken.END_ARRAY ? null : (Integer) next++;
            }
        };
    }

    /** What stands in an object or a list; nothing if there is a null in its place. */
    private abstract class Contents<T> implements Iterator<T> {
        private boolean ended;
        private @Nullable T next;

        Contents(JsonToken start, String kind) {
            ended = isNull();
            try {
                require(ended || parser.currentToken() == start, kind);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Goes on to the next one, or returns null at the end. */
        abstract @Nullable T advance() throws IOException;

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                try {
                    next = advance();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                ended = next == null;
            }
            return next != null;
        }

        @Override
        public T next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            var value = next;
            next = null;
            return value;
        }
    }

    /** The text, empty if it is not there. */
    String text() throws IOException {
        if (isNull()) {
            return "";
        }
        require(parser.currentToken() == JsonToken.VALUE_STRING, "a text");
        return Text.clean(parser.getText());
    }

    /** The whole number, or {@code otherwise} if it is not there. */
    int integer(int otherwise) throws IOException {
        if (isNull()) {
            return otherwise;
        }
        require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getIntValue();
    }

    /** The number, or NaN if it is not there. */
    double number() throws IOException {
        if (isNull()) {
            return Double.NaN;
        }
        require(parser.currentToken().isNumeric(), "a number");
        return parser.getDoubleValue();
    }

    /** Whether it is true; what is not there is not. */
    boolean flag() throws IOException {
        if (isNull()) {
            return false;
        }
        require(parser.currentToken().isBoolean(), "true or false");
        return parser.getBooleanValue();
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    /** Appends the value's texts and numbers, an object's on one line, as far as there is room. */
    void words(StringBuilder words, int maxChars) throws IOException {
        int depth = 0;
        do {
            var token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
                newLine(words, token == JsonToken.END_OBJECT);
            } else if ((token.isNumeric() || token == JsonToken.VALUE_STRING)
                    && words.length() + parser.getTextLength() < maxChars) {
                words.append(words.isEmpty() || words.charAt(words.length() - 1) == '\n' ? "" : " ")
                        .append(Text.clean(parser.getText().strip()));
            }
        } while (depth > 0 && parser.nextToken() != null);
        newLine(words, true);
    }

    private static void newLine(StringBuilder words, boolean wanted) {
        if (wanted && !words.isEmpty() && words.charAt(words.length() - 1) != '\n') {
            words.append('\n');
        }
    }

    private void require(boolean fits, String kind) throws IOException {
        if (!fits) {
            throw refusal("has to be %s, but is %s".formatted(kind, shown()));
        }
    }

    /** A refusal of the value, with its place. */
    JsonParseException refusal(String why) {
        var place = parser.getParsingContext().pathAsPointer().toString();
        return new JsonParseException(parser, "%s %s".formatted(place.isEmpty() ? "the file" : place, why));
    }

    private String shown() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case null -> "nothing";
            default -> "'%s'".formatted(Text.truncate(parser.getText(), 40));
        };
    }
}
