package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.page.PageBox;
import java.io.IOException;
import java.io.Writer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Reads the runs of each page, one page after the other, and lays them out. */
final class PdfPages extends PDFTextStripper {
    private static final Pattern LIGATURE = Pattern.compile("[\uFB00-\uFB06]");
    private static final int BOLD_WEIGHT = 600;

    private final long maxPageBytes;
    private final ReasonWords words;
    private final List<PdfBlock> blocks = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<PdfRun> runs = new ArrayList<>();
    private int pagesWithoutText;

    /** @param maxPageBytes a page that unpacks to more is left out, with a warning */
    PdfPages(long maxPageBytes, ReasonWords words) {
        this.maxPageBytes = maxPageBytes;
        this.words = words;
        setSortByPosition(true);
    }

    void read(PDDocument document) throws IOException {
        writeText(document, Writer.nullWriter());
    }

    /** What the pages hold, in reading order. */
    List<PdfBlock> blocks() {
        return blocks;
    }

    /** Which pages could not be read and why. */
    List<String> warnings() {
        return warnings;
    }

    /** How many pages show something but have no text. */
    int pagesWithoutText() {
        return pagesWithoutText;
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        runs.clear();
        try {
            var bomb = PdfBomb.in(page, maxPageBytes);
            if (bomb.isPresent()) {
                warnings.add("page %d was not read: ".formatted(getCurrentPageNo()) + words.of(bomb.get()));
                return;
            }
            super.processPage(page);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            warnings.add("page %d could not be read: %s".formatted(getCurrentPageNo(), Failures.reason(e)));
        }
        pagesWithoutText += runs.isEmpty() ? 1 : 0;
        blocks.addAll(PdfLayout.of(runs, getCurrentPageNo()));
        runs.clear();
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        int start = 0;
        int blanks = 0;
        var raw = new StringBuilder();
        positions.forEach(position -> raw.append(position.getUnicode()));
        if (!raw.toString().equals(text)) { // reordered or normalised: positions no longer match characters
            add(text, positions);
            return;
        }
        for (int i = 0; i < positions.size(); i++) {
            blanks = positions.get(i).getUnicode().isBlank() ? blanks + 1 : 0;
            if (blanks == 3) { // blanks that line something up
                add(textOf(positions.subList(start, i)), positions.subList(start, i));
            }
            if (blanks >= 3) {
                start = i + 1;
            }
        }
        add(textOf(positions.subList(start, positions.size())), positions.subList(start, positions.size()));
    }

    private static String textOf(List<TextPosition> positions) {
        var text = new StringBuilder();
        positions.forEach(position -> text.append(position.getUnicode()));
        return text.toString();
    }

    private void add(String text, List<TextPosition> positions) {
        var clean = LIGATURE.matcher(text).find() ? Normalizer.normalize(text, Normalizer.Form.NFKC) : text;
        var words = clean.strip().replaceAll("[\\s\\u00a0]+", " ");
        var shown = positions.stream()
                .filter(position -> !position.getUnicode().isBlank())
                .toList();
        if (words.isEmpty() || shown.isEmpty()) {
            return;
        }
        var first = shown.getFirst();
        var last = shown.getLast();
        double size = Math.max(first.getFontSizeInPt(), 1);
        var box = new PageBox(
                first.getXDirAdj(),
                first.getYDirAdj() - first.getHeightDir(),
                last.getXDirAdj() + last.getWidthDirAdj(),
                first.getYDirAdj());
        runs.add(new PdfRun(words, box, size, isBold(first.getFont())));
    }

    private static boolean isBold(PDFont font) {
        var name = font.getName() == null ? "" : font.getName().toLowerCase(Locale.ROOT);
        var descriptor = font.getFontDescriptor();
        return name.contains("bold")
                || name.contains("black")
                || name.contains("heavy")
                || descriptor != null && (descriptor.isForceBold() || descriptor.getFontWeight() >= BOLD_WEIGHT);
    }
}
