package ai.pmoves.dox.ingest.internal.tabular;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table's column with the type that all of its cells have: whole numbers, numbers, booleans, or whatever they
 * are. A column of whole numbers with a missing cell is one of numbers.
 *
 * @param cells {@link Long}, {@link Double}, {@link Boolean}, {@link String}, or null where missing
 */
record TableColumn(String name, Type type, List<@Nullable Object> cells) {
    enum Type {
        WHOLE,
        NUMBER,
        BOOLEAN,
        MIXED
    }

    /** Words that data tools write for "missing". */
    private static final Set<String> MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    private static final Set<String> TRUE = Set.of("True", "TRUE", "true");
    private static final Set<String> FALSE = Set.of("False", "FALSE", "false");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern LONG_WHOLE = Pattern.compile("[+-]?\\d{19,}");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?(\\d{1,3}(\\.\\d{3})+|\\d+)(,\\d+)?");

    /** Reads cells as they stand in a file; text that looks like a number or a boolean may become one. */
    static TableColumn of(String name, List<@Nullable Object> raw) {
        var cells = new ArrayList<@Nullable Object>(raw.size());
        for (var cell : raw) {
            cells.add(cell instanceof String text && MISSING.contains(text.strip()) ? null : cell);
        }
        boolean anyMissing = cells.contains(null);
        var booleans = converted(cells, TableColumn::toBoolean);
        if (booleans != null && cells.stream().anyMatch(cell -> cell != null)) {
            return new TableColumn(name, anyMissing ? Type.MIXED : Type.BOOLEAN, booleans);
        }
        var wholes = anyMissing ? null : converted(cells, TableColumn::toWhole);
        if (wholes != null && !cells.isEmpty()) {
            return new TableColumn(name, Type.WHOLE, wholes);
        }
        var numbers = converted(cells, TableColumn::toNumber);
        if (numbers != null && !cells.isEmpty()) {
            return new TableColumn(name, Type.NUMBER, numbers);
        }
        return new TableColumn(name, Type.MIXED, Collections.unmodifiableList(cells));
    }

    /** Like {@link #of}, for a file whose numbers may have a decimal comma. */
    static TableColumn ofDecimalComma(String name, List<@Nullable Object> raw) {
        boolean anyComma = false;
        var dotted = new ArrayList<@Nullable Object>(raw.size());
        for (var cell : raw) {
            var text = cell instanceof String s ? s.strip() : "";
            if (!MISSING.contains(text) && !DECIMAL_COMMA.matcher(text).matches()) {
                return of(name, raw);
            }
            anyComma |= text.indexOf(',') >= 0;
            dotted.add(text.replace(".", "").replace(',', '.'));
        }
        return of(name, anyComma ? dotted : raw);
    }

    boolean isNumeric() {
        return type == Type.WHOLE || type == Type.NUMBER;
    }

    /** The sum of the numbers that are not missing. */
    double sum() {
        double sum = 0;
        for (var cell : cells) {
            sum += cell instanceof Number number ? number.doubleValue() : 0;
        }
        return sum;
    }

    private interface Conversion {
        /** Returns the cell converted, or null if it is something else. */
        @Nullable
        Object convert(Object cell);
    }

    /** Converts every cell that is not missing, or returns null if one is something else. */
    private static @Nullable List<@Nullable Object> converted(List<@Nullable Object> cells, Conversion conversion) {
        var converted = new ArrayList<@Nullable Object>(cells.size());
        for (var cell : cells) {
            var value = cell == null ? null : conversion.convert(cell);
            if (cell != null && value == null) {
                return null;
            }
            converted.add(value);
        }
        return Collections.unmodifiableList(converted);
    }

    private static @Nullable Object toBoolean(Object cell) {
        if (cell instanceof String text) {
            return TRUE.contains(text) ? Boolean.TRUE : FALSE.contains(text) ? Boolean.FALSE : null;
        }
        return cell instanceof Boolean ? cell : null;
    }

    private static @Nullable Object toWhole(Object cell) {
        if (cell instanceof String text) {
            var digits = text.strip();
            return WHOLE.matcher(digits).matches() ? Long.valueOf(digits) : null;
        }
        return cell instanceof Long ? cell : null;
    }

    private static @Nullable Object toNumber(Object cell) {
        if (cell instanceof String text) {
            var number = text.strip();
            if (!NUMBER.matcher(number).matches() || LONG_WHOLE.matcher(number).matches()) {
                return null; // an integer this long is an identifier, and a double would change it
            }
            double value = Double.parseDouble(number);
            return Double.isInfinite(value) ? null : (Object) value;
        }
        return cell instanceof Number number ? (Object) number.doubleValue() : null;
    }
}
