package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.page.PageBox;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins lines into paragraphs by their distance, their font, and how they begin and end. */
final class PdfParagraphs {
    private static final Pattern BULLET = Pattern.compile("^(?:[•▪◦‣·*–-]|\\(?\\d{1,2}[.)]|\\(?[a-z]\\))\\s.*");
    private static final Pattern SENTENCE_END = Pattern.compile(".*[.!?:;][\"')\\]]?$");
    private static final Pattern HYPHENATED = Pattern.compile(".*\\p{L}-$");
    private static final Pattern LOWER_CASE = Pattern.compile("^\\p{Ll}.*");
    private static final double SAME_SIZE = 0.1;
    private static final double LOOSE = 1.3;
    private static final double SINGLE_SPACED = 1.6;
    private static final double DOUBLE_SPACED = 2.6;
    /** A line that ends before this share of the width ends its paragraph, perhaps. */
    private static final double SHORT_LINE = 0.8;

    private PdfParagraphs() {}

    static List<PdfBlock> of(List<PdfRow> rows, int page) {
        var lines = rows.stream().map(PdfRow::line).toList();
        double left =
                lines.stream().mapToDouble(line -> line.box().left()).min().orElse(0);
        double right =
                lines.stream().mapToDouble(line -> line.box().right()).max().orElse(0);
        double shortEnd = left + (right - left) * SHORT_LINE;
        double leading = leading(lines);
        var blocks = new ArrayList<PdfBlock>();
        var paragraph = new ArrayList<PdfRun>();
        for (var line : lines) {
            var last = paragraph.isEmpty() ? null : paragraph.getLast();
            if (last != null && begins(line, last, leading, shortEnd)) {
                blocks.add(join(paragraph, page));
                paragraph.clear();
            }
            paragraph.add(line);
        }
        if (!paragraph.isEmpty()) {
            blocks.add(join(paragraph, page));
        }
        return blocks;
    }

    /** The usual distance between lines, in font sizes. */
    private static double leading(List<PdfRun> lines) {
        var distances = new ArrayList<Double>();
        for (int i = 1; i < lines.size(); i++) {
            if (sameFont(lines.get(i), lines.get(i - 1))) {
                distances.add(distance(lines.get(i), lines.get(i - 1)));
            }
        }
        distances.sort(null);
        return distances.isEmpty() ? SINGLE_SPACED : distances.get(distances.size() / 2);
    }

    private static double distance(PdfRun line, PdfRun last) {
        return (line.box().bottom() - last.box().bottom()) / line.size();
    }

    private static boolean sameFont(PdfRun line, PdfRun last) {
        return line.bold() == last.bold() && Math.abs(line.size() - last.size()) <= SAME_SIZE * last.size();
    }

    private static boolean begins(PdfRun line, PdfRun last, double leading, double shortEnd) {
        double distance = distance(line, last);
        boolean ended = last.box().right() < shortEnd
                || SENTENCE_END.matcher(last.text()).matches();
        return !sameFont(line, last)
                || distance > Math.max(leading, 1) * LOOSE
                || distance > DOUBLE_SPACED
                || distance > SINGLE_SPACED && ended
                || BULLET.matcher(line.text()).matches();
    }

    private static PdfBlock join(List<PdfRun> lines, int page) {
        var text = new StringBuilder();
        @Nullable PageBox box = null;
        for (var line : lines) {
            if (HYPHENATED.matcher(text).matches()
                    && LOWER_CASE.matcher(line.text()).matches()) {
                text.setLength(text.length() - 1);
            } else if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(line.text());
            box = box == null ? line.box() : box.union(line.box());
        }
        var first = lines.getFirst();
        return new PdfBlock.Paragraph(
                Text.clean(text.toString()),
                page,
                box == null ? first.box() : box,
                first.size(),
                lines.stream().allMatch(PdfRun::bold),
                lines.size());
    }
}
