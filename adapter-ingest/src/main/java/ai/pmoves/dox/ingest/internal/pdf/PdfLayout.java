package ai.pmoves.dox.ingest.internal.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a page's runs into reading order: tables apart, and columns of text one after the other. */
final class PdfLayout {
    private static final int MIN_COLUMN_ROWS = 5;
    private static final int MIN_COLUMN_CHARS = 25;
    private static final double MIN_GUTTER_POINTS = 6;
    private static final int MAX_NESTING = 4;

    private final int page;
    private final List<PdfBlock> blocks = new ArrayList<>();

    private PdfLayout(int page) {
        this.page = page;
    }

    static List<PdfBlock> of(List<PdfRun> runs, int page) {
        var layout = new PdfLayout(page);
        layout.add(runs, 0);
        return layout.blocks;
    }

    private void add(List<PdfRun> runs, int nesting) {
        var rows = PdfRow.of(runs);
        int plain = 0; // where the rows begin that are neither columns nor a table
        for (int i = 0; i < rows.size(); ) {
            var columns = nesting < MAX_NESTING ? columnsAt(rows, i) : Optional.<Columns>empty();
            int tableEnd = columns.isPresent() ? i : PdfGrids.end(rows, i);
            if (columns.isEmpty() && tableEnd == i) {
                i++;
                continue;
            }
            blocks.addAll(PdfParagraphs.of(rows.subList(plain, i), page));
            if (columns.isPresent()) {
                add(columns.get().left(), nesting + 1);
                add(columns.get().right(), nesting + 1);
                i = columns.get().end();
            } else {
                blocks.add(PdfGrids.grid(rows.subList(i, tableEnd), page));
                i = tableEnd;
            }
            plain = i;
        }
        blocks.addAll(PdfParagraphs.of(rows.subList(plain, rows.size()), page));
    }

    /** Two columns of text up to the row {@code end}. */
    private record Columns(List<PdfRun> left, List<PdfRun> right, int end) {}

    /** Finds columns of text that begin at a row: a gap that many rows share, with long lines on both sides. */
    private static Optional<Columns> columnsAt(List<PdfRow> rows, int start) {
        var first = rows.get(start).runs();
        for (int gap = 1; gap < first.size(); gap++) {
            double left = first.get(gap - 1).box().right();
            double right = first.get(gap).box().left();
            int end = start;
            int shared = 0;
            while (end < rows.size()) {
                double mid = (left + right) / 2;
                double newLeft = left;
                double newRight = right;
                for (var run : rows.get(end).runs()) {
                    if (run.box().left() < mid) {
                        newLeft = Math.max(newLeft, run.box().right());
                    } else {
                        newRight = Math.min(newRight, run.box().left());
                    }
                }
                if (newRight - newLeft < MIN_GUTTER_POINTS) {
                    break;
                }
                left = newLeft;
                right = newRight;
                shared += rows.get(end).runs().size() > 1 ? 1 : 0;
                end++;
            }
            var columns = split(rows.subList(start, end), (left + right) / 2, end);
            if (shared >= MIN_COLUMN_ROWS && isText(columns.left()) && isText(columns.right())) {
                return Optional.of(columns);
            }
        }
        return Optional.empty();
    }

    private static Columns split(List<PdfRow> rows, double at, int end) {
        var left = new ArrayList<PdfRun>();
        var right = new ArrayList<PdfRun>();
        for (var row : rows) {
            for (var run : row.runs()) {
                (run.box().left() < at ? left : right).add(run);
            }
        }
        return new Columns(left, right, end);
    }

    private static boolean isText(List<PdfRun> runs) {
        return runs.stream().mapToInt(run -> run.text().length()).average().orElse(0) >= MIN_COLUMN_CHARS;
    }
}
