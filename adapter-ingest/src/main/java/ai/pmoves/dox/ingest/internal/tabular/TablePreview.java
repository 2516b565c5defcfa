package ai.pmoves.dox.ingest.internal.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table's first rows as text, the way data tools print one: an index column, every column aligned to
 * the right, the numbers of a column with the same count of decimals.
 */
final class TablePreview {
    private static final int DECIMALS = 6;
    private static final double LARGE = 1e6;
    private static final Pattern TRAILING_ZEROS = Pattern.compile("0+$");

    private TablePreview() {}

    static String of(DataTable table, int maxRows) {
        int rows = Math.min(table.rowCount(), maxRows);
        if (rows == 0 || table.columns().isEmpty()) {
            var names = table.columns().stream().map(TableColumn::name).collect(Collectors.joining(", "));
            return "Empty DataFrame\nColumns: [" + names + "]\nIndex: []";
        }
        var lines = new ArrayList<StringBuilder>();
        int indexWidth = String.valueOf(rows - 1).length();
        lines.add(new StringBuilder(" ".repeat(indexWidth)));
        for (int i = 0; i < rows; i++) {
            lines.add(new StringBuilder(padRight(String.valueOf(i), indexWidth)));
        }
        for (var column : table.columns()) {
            append(lines, column, rows);
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }

    private static void append(List<StringBuilder> lines, TableColumn column, int rows) {
        var texts = new ArrayList<String>(rows + 1);
        // a blank keeps the place of a sign, so that columns stand two blanks apart
        texts.add((column.type() == TableColumn.Type.MIXED ? "" : " ") + onOneLine(column.name()));
        texts.addAll(cells(column, rows));
        int width = texts.stream().mapToInt(TablePreview::length).max().orElse(0);
        for (int i = 0; i < texts.size(); i++) {
            lines.get(i)
                    .append(' ')
                    .append(" ".repeat(width - length(texts.get(i))))
                    .append(texts.get(i));
        }
    }

    private static List<String> cells(TableColumn column, int rows) {
        var cells = column.cells().subList(0, rows);
        return switch (column.type()) {
            case NUMBER -> numbers(cells);
            case WHOLE -> cells.stream().map(TablePreview::signed).toList();
            case BOOLEAN, MIXED -> cells.stream().map(cell -> " " + text(cell)).toList();
        };
    }

    private static String signed(@Nullable Object number) {
        var text = String.valueOf(number);
        return text.startsWith("-") ? text : " " + text;
    }

    private static List<String> numbers(List<@Nullable Object> cells) {
        var texts = trimmed(format(cells, "% ." + DECIMALS + "f"));
        boolean large = cells.stream().anyMatch(cell -> magnitude(cell) > LARGE);
        boolean small = cells.stream().anyMatch(cell -> magnitude(cell) > 0 && magnitude(cell) < 1 / LARGE);
        boolean tooLong = texts.stream().anyMatch(text -> text.length() > DECIMALS + 6);
        return small || tooLong && large ? trimmed(format(cells, "% ." + DECIMALS + "e")) : texts;
    }

    private static double magnitude(@Nullable Object cell) {
        return cell instanceof Double number ? Math.abs(number) : 0;
    }

    private static List<String> format(List<@Nullable Object> cells, String format) {
        return cells.stream()
                .map(cell -> cell == null ? "NaN" : String.format(Locale.ROOT, format, cell))
                .toList();
    }

    /** Takes off the zeros that all numbers end with, but for one decimal. */
    private static List<String> trimmed(List<String> texts) {
        int decimals = texts.stream().mapToInt(TablePreview::usedDecimals).max().orElse(DECIMALS);
        return texts.stream()
                .map(text -> text.indexOf('.') < 0 || text.indexOf('e') >= 0
                        ? text
                        : text.substring(0, text.indexOf('.') + 1 + decimals))
                .toList();
    }

    private static int usedDecimals(String text) {
        int dot = text.indexOf('.');
        return dot < 0 || text.indexOf('e') >= 0
                ? 1
                : Math.max(
                        1,
                        TRAILING_ZEROS
                                .matcher(text.substring(dot + 1))
                                .replaceFirst("")
                                .length());
    }

    private static String text(@Nullable Object cell) {
        return switch (cell) {
            case null -> "NaN";
            case Boolean bool -> bool ? "True" : "False";
            default -> onOneLine(cell.toString());
        };
    }

    private static String onOneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
