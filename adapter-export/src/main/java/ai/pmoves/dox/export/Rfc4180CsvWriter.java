package ai.pmoves.dox.export;

import ai.pmoves.dox.ports.export.CsvWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes lines as RFC 4180 has them. */
public final class Rfc4180CsvWriter implements CsvWriter {

    @Override
    public byte[] line(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(Rfc4180CsvWriter::value)
                .collect(Collectors.joining(",", "", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String value(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
