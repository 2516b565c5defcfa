package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.ingest.internal.page.PageItem;
import ai.pmoves.dox.ingest.internal.page.PageItem.Role;
import ai.pmoves.dox.ingest.internal.page.PagePlace;
import ai.pmoves.dox.ingest.internal.pdf.PdfBlock.Paragraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells headings by fonts that stand out from the text and by numbering. */
final class PdfHeadings {
    private static final Pattern NUMBERED = Pattern.compile("^(\\d{1,2}(?:\\.\\d{1,2}){0,4})\\.?\\s+\\p{Lu}.*");
    private static final Pattern PROSE_END = Pattern.compile(".*[.,;]$");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final int MAX_CHARS = 120;
    private static final int MAX_LINES = 3;
    private static final double LARGER = 1.12;

    private final Optional<Paragraph> title;
    private final Map<Paragraph, Integer> levels = new IdentityHashMap<>();

    private PdfHeadings(Optional<Paragraph> title) {
        this.title = title;
    }

    static PdfHeadings of(List<PdfBlock> blocks) {
        var paragraphs = blocks.stream()
                .filter(Paragraph.class::isInstance)
                .map(Paragraph.class::cast)
                .toList();
        double body = bodySize(paragraphs);
        boolean bodyBold = mostlyBold(paragraphs);
        var found = paragraphs.stream()
                .filter(paragraph -> isHeading(paragraph, body, bodyBold))
                .toList();
        var headings = new PdfHeadings(found.stream()
                .filter(heading -> heading.page() == 1 && heading.size() >= body * LARGER)
                .max(Comparator.comparingDouble(Paragraph::size)));
        headings.rank(found);
        return headings;
    }

    /** The size that most of the text has. */
    private static double bodySize(List<Paragraph> paragraphs) {
        var chars = new HashMap<Double, Integer>();
        paragraphs.forEach(paragraph ->
                chars.merge(rounded(paragraph.size()), paragraph.text().length(), Integer::sum));
        return chars.entrySet().stream()
                .max(Map.Entry.<Double, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(0.0);
    }

    private static boolean mostlyBold(List<Paragraph> paragraphs) {
        int bold = 0;
        int all = 0;
        for (var paragraph : paragraphs) {
            bold += paragraph.bold() ? paragraph.text().length() : 0;
            all += paragraph.text().length();
        }
        return bold * 2 > all;
    }

    private static boolean isHeading(Paragraph paragraph, double body, boolean bodyBold) {
        var text = paragraph.text();
        boolean heading = paragraph.size() >= body * LARGER || paragraph.bold() && !bodyBold;
        return heading
                && text.length() <= MAX_CHARS
                && paragraph.lines() <= MAX_LINES
                && LETTER.matcher(text).find()
                && !PROSE_END.matcher(text).matches();
    }

    /** The level of a heading is how deep its number goes, else how large it is among the headings. */
    private void rank(List<Paragraph> found) {
        var sizes = new TreeSet<Double>(Comparator.reverseOrder());
        for (var heading : found) {
            if (title.isEmpty() || title.get() != heading) {
                sizes.add(rounded(heading.size()));
            }
        }
        var ranks = new ArrayList<>(sizes);
        for (var heading : found) {
            if (title.isPresent() && title.get() == heading) {
                continue;
            }
            var number = NUMBERED.matcher(heading.text());
            int level =
                    number.matches() ? number.group(1).split("\\.").length : ranks.indexOf(rounded(heading.size())) + 1;
            levels.put(heading, Math.min(level, 6));
        }
    }

    private static double rounded(double size) {
        return Math.round(size * 2) / 2.0;
    }

    /** The paragraph as what it is: the title, a heading or a text. */
    PageItem.Text item(Paragraph paragraph) {
        var place = new PagePlace(paragraph.page(), paragraph.box());
        if (title.isPresent() && title.get() == paragraph) {
            return PageItem.Text.of(paragraph.text(), place, Role.TITLE);
        }
        var level = levels.get(paragraph);
        return level == null
                ? PageItem.Text.of(paragraph.text(), place, Role.PARAGRAPH)
                : new PageItem.Text(paragraph.text(), place, Role.HEADING, level);
    }
}
