package ai.pmoves.dox.ingest.internal.page;

import ai.pmoves.dox.domain.extract.Amounts;
import ai.pmoves.dox.domain.extract.TableMetrics;
import ai.pmoves.dox.domain.extract.TableMetrics.NumericColumn;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.tabular.DataTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table with its header told from its rows.
 *
 * @param rows each as long as {@code columns}; a cell without text is null
 * @param headerRows how many of the grid's rows are the header, 0 to {@link #MAX_HEADER_ROWS}
 * @param pages where it stands, empty if unknown; more than one if it was continued
 * @param box on the first of its pages, null if unknown
 */
public record PageTable(
        List<String> columns,
        List<List<@Nullable String>> rows,
        int headerRows,
        List<Integer> pages,
        @Nullable PageBox box) {
    public static final int MAX_HEADER_ROWS = 3;

    private static final int MAX_NAME_CHARS = 300;

    /**
     * Reads a grid whose header is told by its content: the first rows without any number are the header, and the rows
     * below have numbers.
     *
     * @param grid at least one row, and one column
     */
    public static PageTable of(List<List<@Nullable String>> grid, List<Integer> pages, @Nullable PageBox box) {
        int header = 0;
        while (header < Math.min(MAX_HEADER_ROWS, grid.size() - 1)
                && grid.get(header).stream().noneMatch(PageTable::isNumber)) {
            header++;
        }
        boolean anyNumber = grid.stream().flatMap(List::stream).anyMatch(PageTable::isNumber);
        header = anyNumber || header == 0 ? header : 1; // words only: the first row names the columns
        return of(grid, header, pages, box);
    }

    /** Reads a grid with a known header, whose levels are joined for each column. */
    public static PageTable of(
            List<List<@Nullable String>> grid, int headerRows, List<Integer> pages, @Nullable PageBox box) {
        var columns = new ArrayList<String>();
        for (int i = 0; i < grid.getFirst().size(); i++) {
            int column = i;
            var name = grid.subList(0, headerRows).stream()
                    .map(row -> row.get(column))
                    .flatMap(Stream::ofNullable)
                    .collect(Collectors.joining(" / "));
            columns.add(name.isEmpty() ? "Column " + (i + 1) : Text.truncate(Text.clean(name), MAX_NAME_CHARS));
        }
        var rows = grid.subList(headerRows, grid.size()).stream()
                .map(PageTable::clean)
                .toList();
        return new PageTable(DataTable.uniqueNames(columns), rows, headerRows, pages, box);
    }

    /** Joins tables that go on on the next page with the first part of each, in whose place they are then. */
    static List<PageItem> joinContinued(List<PageItem> items) {
        var joined = new ArrayList<PageItem>(items.size());
        int last = -1; // where the last table is
        for (var item : items) {
            if (!(item instanceof PageItem.Table next)) {
                joined.add(item);
            } else if (last >= 0
                    && joined.get(last) instanceof PageItem.Table before
                    && before.table().isContinuedBy(next.table())) {
                joined.set(last, new PageItem.Table(before.table().continuedBy(next.table())));
            } else {
                last = joined.size();
                joined.add(item);
            }
        }
        return joined;
    }

    /** Where it begins. */
    PagePlace place() {
        return new PagePlace(pages.isEmpty() ? null : pages.getFirst(), box);
    }

    private static List<@Nullable String> clean(List<@Nullable String> row) {
        var cells = new ArrayList<@Nullable String>();
        row.forEach(cell -> cells.add(cell == null ? null : Text.clean(cell)));
        return cells;
    }

    private static boolean isNumber(@Nullable String cell) {
        // a year alone names a column more often than it is a figure
        return Amounts.ofCell(cell).isPresent()
                && (cell == null || !cell.strip().matches("(?:19|20)\\d\\d"));
    }

    /** Whether {@code next} goes on with this table: the same header on the page after. */
    private boolean isContinuedBy(PageTable next) {
        return headerRows > 0
                && columns.equals(next.columns)
                && !pages.isEmpty()
                && !next.pages.isEmpty()
                && next.pages.getFirst() == pages.getLast() + 1;
    }

    private PageTable continuedBy(PageTable next) {
        var allRows = new ArrayList<>(rows);
        allRows.addAll(next.rows);
        var allPages = new ArrayList<>(pages);
        allPages.addAll(next.pages);
        return new PageTable(columns, allRows, headerRows, allPages, box);
    }

    /** The marketing figures of its columns; where there are none, its size. */
    Map<String, @Nullable Object> metrics() {
        var metrics = new LinkedHashMap<String, @Nullable Object>(TableMetrics.ofFile(numericColumns()));
        if (metrics.isEmpty()) {
            metrics.put("rows", rows.size());
            metrics.put("columns", columns.size());
            metrics.put("column_names", columns.stream().limit(10).toList());
        }
        return metrics;
    }

    private List<NumericColumn> numericColumns() {
        var numeric = new ArrayList<NumericColumn>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            var cells = rows.stream()
                    .map(row -> row.get(column))
                    .flatMap(Stream::ofNullable)
                    .toList();
            if (!cells.isEmpty()
                    && cells.stream().allMatch(cell -> Amounts.ofCell(cell).isPresent())) {
                double sum = cells.stream()
                        .mapToDouble(cell -> Amounts.ofCell(cell).orElse(0))
                        .sum();
                numeric.add(new NumericColumn(columns.get(i), sum));
            }
        }
        return numeric;
    }

    /** Rows as objects, one member for each column. */
    List<Map<String, @Nullable Object>> rowObjects() {
        var objects = new ArrayList<Map<String, @Nullable Object>>();
        for (var row : rows) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i), row.get(i));
            }
            objects.add(object);
        }
        return objects;
    }

    /** The table as lines of text, the header first. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        if (headerRows > 0) {
            lines.add(String.join(" | ", columns));
        }
        for (var row : rows) {
            lines.add(row.stream().map(cell -> cell == null ? "" : cell).collect(Collectors.joining(" | ")));
        }
        return lines;
    }

    String markdown() {
        var text = new StringBuilder("| ").append(String.join(" | ", columns)).append(" |\n|");
        text.append(" --- |".repeat(columns.size())).append('\n');
        for (var row : rows) {
            text.append(row.stream()
                    .map(cell -> cell == null ? "" : cell.replace("|", "\\|"))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
        }
        return text.toString();
    }
}
