package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.ingest.internal.page.PageBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What stands on one base line, from left to right; wide gaps part its runs.
 *
 * @param runs at least one
 */
record PdfRow(List<PdfRun> runs) {
    /** A gap of so many font sizes is more than one between words. */
    private static final double WIDE_GAP = 1.2;
    /** Base lines that are closer than this share of the font's size are one, so that superscripts stay in line. */
    private static final double SAME_LINE = 0.35;

    PdfRow {
        runs = List.copyOf(runs);
    }

    /** Sorts runs into rows from the top of the page to its bottom. */
    static List<PdfRow> of(List<PdfRun> runs) {
        var sorted = new ArrayList<>(runs);
        sorted.sort(Comparator.comparingDouble(run -> run.box().bottom()));
        var rows = new ArrayList<PdfRow>();
        var line = new ArrayList<PdfRun>();
        for (var run : sorted) {
            if (!line.isEmpty() && run.box().bottom() - line.getFirst().box().bottom() > SAME_LINE * run.size()) {
                rows.add(row(line));
                line.clear();
            }
            line.add(run);
        }
        if (!line.isEmpty()) {
            rows.add(row(line));
        }
        return rows;
    }

    private static PdfRow row(List<PdfRun> line) {
        line.sort(Comparator.comparingDouble(run -> run.box().left()));
        var merged = new ArrayList<PdfRun>();
        for (var run : line) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && run.box().left() - last.box().right() <= WIDE_GAP * Math.max(run.size(), last.size())) {
                merged.set(merged.size() - 1, last.append(run));
            } else {
                merged.add(run);
            }
        }
        return new PdfRow(merged);
    }

    PageBox box() {
        return runs.stream().map(PdfRun::box).reduce(PageBox::union).orElseThrow();
    }

    double baseline() {
        return runs.getFirst().box().bottom();
    }

    double size() {
        return runs.stream().mapToDouble(PdfRun::size).max().orElseThrow();
    }

    /** The row as one run. */
    PdfRun line() {
        return runs.stream().reduce(PdfRun::append).orElseThrow();
    }
}
