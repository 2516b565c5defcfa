package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.extract.Amounts;
import ai.pmoves.dox.ingest.internal.page.PageBox;
import ai.pmoves.dox.ingest.internal.page.PageTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table as its file has it: cells that may cover several places, overlap, or lie outside.
 *
 * @param rowCount what the file says; 0 if it does not
 * @param columnCount likewise
 */
record DoclingTable(List<Cell> cells, int rowCount, int columnCount) implements DoclingItem.Content {
    private static final int UNTOLD = Integer.MIN_VALUE;

    /**
     * A cell that covers the rows from {@code row} up to {@code endRow}, which is not one of them, and columns likewise.
     *
     * @param header whether it names columns
     * @param label whether it names a row
     * @param section whether it is the title of the rows below it
     * @param ref of the item that it holds, empty if it is a text only
     */
    record Cell(
            int row,
            int endRow,
            int column,
            int endColumn,
            String text,
            boolean header,
            boolean label,
            boolean section,
            String ref) {}

    static DoclingTable read(DoclingTokens tokens, DoclingLimits limits) throws IOException {
        var cells = new ArrayList<Cell>();
        int rowCount = 0;
        int columnCount = 0;
        for (var name : tokens.members()) {
            switch (name) {
                case "table_cells" -> {
                    for (int ignored : tokens.values()) {
                        limits.cell();
                        cells.add(cell(tokens));
                    }
                }
                case "num_rows" -> rowCount = Math.max(0, tokens.integer(0));
                case "num_cols" -> columnCount = Math.max(0, tokens.integer(0));
                default -> tokens.skip(); // "grid" says the same again
            }
        }
        return new DoclingTable(cells, rowCount, columnCount);
    }

    private static Cell cell(DoclingTokens tokens) throws IOException {
        int row = 0;
        int endRow = UNTOLD;
        int rowSpan = 1;
        int column = 0;
        int endColumn = UNTOLD;
        int columnSpan = 1;
        var text = "";
        var ref = "";
        boolean header = false;
        boolean label = false;
        boolean section = false;
        for (var name : tokens.members()) {
            switch (name) {
                case "start_row_offset_idx" -> row = tokens.integer(0);
                case "end_row_offset_idx" -> endRow = tokens.integer(UNTOLD);
                case "row_span" -> rowSpan = tokens.integer(1);
                case "start_col_offset_idx" -> column = tokens.integer(0);
                case "end_col_offset_idx" -> endColumn = tokens.integer(UNTOLD);
                case "col_span" -> columnSpan = tokens.integer(1);
                case "text" -> text = tokens.text().strip();
                case "ref" -> ref = DoclingItemReader.ref(tokens);
                case "column_header" -> header = tokens.flag();
                case "row_header" -> label = tokens.flag();
                case "row_section" -> section = tokens.flag();
                default -> tokens.skip();
            }
        }
        return new Cell(
                row,
                endRow == UNTOLD ? end(row, rowSpan) : endRow,
                column,
                endColumn == UNTOLD ? end(column, columnSpan) : endColumn,
                text,
                header,
                label,
                section,
                ref);
    }

    private static int end(int start, int span) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min((long) start + span, Integer.MAX_VALUE));
    }

    /** Whether a cell lies outside of the table, at least in part. */
    boolean hasCellsOutside() {
        return rowCount > 0
                && columnCount > 0
                && cells.stream()
                        .anyMatch(cell -> cell.row < 0
                                || cell.column < 0
                                || cell.endRow > rowCount
                                || cell.endColumn > columnCount
                                || cell.endRow <= cell.row
                                || cell.endColumn <= cell.column);
    }

    /**
     * Lays the cells out, the later over the earlier ones. A cell that covers several places stands in each of them, but
     * for a figure, which would count twice, and for the title of a section of rows.
     *
     * @param textOf the text below an item that a cell holds
     * @return empty if there is nothing in it
     */
    Optional<PageTable> layOut(
            DoclingItem.Provenance from, @Nullable PageBox box, Function<String, String> textOf, DoclingLimits limits) {
        int rows = rowCount > 0
                ? rowCount
                : cells.stream().mapToInt(Cell::endRow).max().orElse(0);
        int columns = columnCount > 0
                ? columnCount
                : cells.stream().mapToInt(Cell::endColumn).max().orElse(0);
        if (rows <= 0 || columns <= 0 || cells.isEmpty()) {
            return Optional.empty();
        }
        limits.places(rows, columns);
        var owners = owners(rows, columns, limits);
        var grid = new ArrayList<List<@Nullable String>>(rows);
        int header = headerRows(owners);
        for (int row = 0; row < rows; row++) {
            var line = new ArrayList<@Nullable String>(columns);
            for (int column = 0; column < columns; column++) {
                var cell = owners[row][column];
                boolean below = row > 0 && cell == owners[row - 1][column];
                boolean beside = column > 0 && cell == owners[row][column - 1];
                line.add(cell == null ? null : text(cell, row < header, below, beside, textOf, limits));
            }
            grid.add(line);
        }
        var table = header == 0 ? PageTable.of(grid, from.pages(), box) : PageTable.of(grid, header, from.pages(), box);
        limits.unpacked(table.columns().stream().mapToLong(String::length).sum()
                * table.rows().size());
        return Optional.of(table);
    }

    private @Nullable Cell[][] owners(int rows, int columns, DoclingLimits limits) {
        var owners = new Cell[rows][columns];
        for (var cell : cells) {
            int top = Math.max(0, cell.row);
            int bottom = Math.min(rows, cell.endRow);
            int left = Math.max(0, cell.column);
            int right = Math.min(columns, cell.endColumn);
            if (top < bottom && left < right) {
                limits.places(1, (long) (bottom - top) * (right - left) - 1);
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        owners[row][column] = cell;
                    }
                }
            }
        }
        return owners;
    }

    /** How many rows from the top have a cell that names columns. */
    private static int headerRows(@Nullable Cell[][] owners) {
        int header = 0;
        while (header < Math.min(PageTable.MAX_HEADER_ROWS, owners.length) && hasHeader(owners[header])) {
            header++;
        }
        return header;
    }

    private static boolean hasHeader(@Nullable Cell[] row) {
        for (var cell : row) {
            if (cell != null && cell.header) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String text(
            Cell cell,
            boolean inHeader,
            boolean below,
            boolean beside,
            Function<String, String> textOf,
            DoclingLimits limits) {
        if (!below && !beside) {
            var text = cell.text.isEmpty() && !cell.ref.isEmpty() ? textOf.apply(cell.ref) : cell.text;
            return text.isEmpty() ? null : text;
        }
        boolean once = inHeader
                ? below // a name that reaches over two levels is one level of the joined name
                : cell.section || !cell.label && Amounts.ofCell(cell.text).isPresent();
        if (once || cell.text.isEmpty()) {
            return null;
        }
        limits.unpacked(cell.text.length());
        return cell.text;
    }
}
