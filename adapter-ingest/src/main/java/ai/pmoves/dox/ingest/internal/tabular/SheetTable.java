package ai.pmoves.dox.ingest.internal.tabular;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects one sheet's cells, row by row, and makes a table of them: the first row that is not blank names the columns. */
final class SheetTable {
    private final String storedName;
    private final String sheet;
    private final int maxCells;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private @Nullable Object[] row = new Object[16];
    private int rowWidth;
    private int width;

    SheetTable(String storedName, String sheet, int maxCells) {
        this.storedName = storedName;
        this.sheet = sheet;
        this.maxCells = maxCells;
    }

    /** Sets a cell of the current row; null and blank text are missing. */
    void set(int column, @Nullable Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            return;
        }
        if (column >= row.length) {
            row = Arrays.copyOf(row, Math.max(column + 1, row.length * 2));
        }
        row[column] = value instanceof String text ? Text.clean(text) : value;
        rowWidth = Math.max(rowWidth, column + 1);
    }

    void endRow() {
        if (rowWidth == 0) {
            return; // a blank row, often only formatted
        }
        rows.add(Arrays.copyOf(row, rowWidth));
        Arrays.fill(row, null);
        width = Math.max(width, rowWidth);
        rowWidth = 0;
        if ((long) rows.size() * width > maxCells) {
            throw Failures.of(
                    ErrorCode.FILE_TOO_LARGE,
                    "Sheet %s of %s has more than %d cells".formatted(sheet, storedName, maxCells),
                    Remedy.RAISE_MAX_CELLS);
        }
    }

    DataTable toTable() {
        var names = header();
        var columns = new ArrayList<TableColumn>(width);
        for (int i = 0; i < width; i++) {
            var cells = new ArrayList<@Nullable Object>(rows.size());
            for (var cellsOfRow : rows) {
                cells.add(i < cellsOfRow.length ? cellsOfRow[i] : null);
            }
            columns.add(TableColumn.of(names.get(i), cells));
        }
        return new DataTable(columns, rows.size());
    }

    private List<String> header() {
        var first = rows.isEmpty() ? new Object[0] : rows.removeFirst();
        var names = new ArrayList<String>(width);
        for (int i = 0; i < width; i++) {
            var cell = i < first.length ? first[i] : null;
            names.add(cell == null ? "Unnamed: " + i : cell.toString());
        }
        return DataTable.uniqueNames(names);
    }
}
