package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.ingest.internal.page.PageBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells tables by text that stands in columns: at least three rows whose wide gaps lie at the same places. */
final class PdfGrids {
    private static final int MIN_ROWS = 3;
    /** Rows that are further apart than so many font sizes do not belong together. */
    private static final double MAX_LEADING = 4;

    private static final int MAX_CELL_CHARS = 120;

    private PdfGrids() {}

    /** Returns one past the last row of the table that begins at {@code start}, or {@code start} if none does. */
    static int end(List<PdfRow> rows, int start) {
        if (!isTabular(rows.get(start))) {
            return start;
        }
        int end = start + 1;
        int columns = rows.get(start).runs().size();
        for (int next = end; next < rows.size() && near(rows, next); next++) {
            var row = rows.get(next);
            boolean label = row.runs().size() == 1
                    && next + 1 < rows.size()
                    && near(rows, next + 1)
                    && isTabular(rows.get(next + 1))
                    && Math.abs(row.box().left() - rows.get(start).box().left()) < 2 * row.size();
            if (!isTabular(row) && !label) {
                break;
            }
            int shared = columns(rows.subList(start, next + 1)).size();
            if (shared < 2 || shared < columns - 1 && next - start >= 2) {
                break;
            }
            columns = Math.max(columns, shared);
            end = label ? end : next + 1;
        }
        return tabular(rows.subList(start, end)) >= MIN_ROWS ? end : start;
    }

    private static boolean isTabular(PdfRow row) {
        return row.runs().size() >= 2
                && row.runs().stream().allMatch(run -> run.text().length() <= MAX_CELL_CHARS);
    }

    private static long tabular(List<PdfRow> rows) {
        return rows.stream().filter(PdfGrids::isTabular).count();
    }

    private static boolean near(List<PdfRow> rows, int index) {
        var row = rows.get(index);
        return row.baseline() - rows.get(index - 1).baseline() <= MAX_LEADING * row.size();
    }

    /** The columns of these rows: what remains of the line when all their text is laid on it. */
    private static List<double[]> columns(List<PdfRow> rows) {
        var spans = new ArrayList<double[]>();
        for (var row : rows) {
            if (row.runs().size() > 1) { // a label may reach over columns
                row.runs()
                        .forEach(run -> spans.add(
                                new double[] {run.box().left(), run.box().right()}));
            }
        }
        spans.sort(Comparator.comparingDouble(span -> span[0]));
        var columns = new ArrayList<double[]>();
        for (var span : spans) {
            if (columns.isEmpty() || span[0] > columns.getLast()[1]) {
                columns.add(span);
            } else {
                columns.getLast()[1] = Math.max(columns.getLast()[1], span[1]);
            }
        }
        return columns;
    }

    static PdfBlock.Grid grid(List<PdfRow> rows, int page) {
        var columns = columns(rows);
        var grid = new ArrayList<List<@Nullable String>>();
        for (var row : rows) {
            var cells = new ArrayList<@Nullable String>();
            columns.forEach(column -> cells.add(null));
            for (var run : row.runs()) {
                int column = columnOf(run, columns);
                var before = cells.get(column);
                cells.set(column, before == null ? run.text() : before + " " + run.text());
            }
            grid.add(cells);
        }
        var box = rows.stream().map(PdfRow::box).reduce(PageBox::union).orElseThrow();
        return new PdfBlock.Grid(grid, page, box);
    }

    private static int columnOf(PdfRun run, List<double[]> columns) {
        for (int i = columns.size() - 1; i > 0; i--) {
            if (run.box().left() >= columns.get(i)[0] - 0.5) {
                return i;
            }
        }
        return 0;
    }
}
