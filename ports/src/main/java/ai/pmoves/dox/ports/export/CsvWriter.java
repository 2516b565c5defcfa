package ai.pmoves.dox.ports.export;

import org.jspecify.annotations.Nullable;

/**
 * Writes comma-separated values in UTF-8, for programs: values are verbatim, also those that a spreadsheet would take for
 * a formula. Thread-safe.
 *
 * <p>Implementations pass {@code CsvWriterContract}.
 */
public interface CsvWriter {
    /** Returns a line with its end, CRLF. Null is an empty value; others are their {@code toString}. */
    byte[] line(@Nullable Object... values);
}
