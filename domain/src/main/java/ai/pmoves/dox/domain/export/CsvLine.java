package ai.pmoves.dox.domain.export;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of comma-separated values as RFC 4180 has them. Values are verbatim, also those that begin with
 * {@code = + - @}: these files are read as data.
 */
public final class CsvLine {
    private CsvLine() {}

    /** Returns the line with its end, CRLF; null is an empty value. */
    public static String of(@Nullable Object... values) {
        return Arrays.stream(values).map(CsvLine::value).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String value(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
