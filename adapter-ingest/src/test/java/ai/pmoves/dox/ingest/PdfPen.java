package ai.pmoves.dox.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Writes small PDFs for tests and samples, from the top of each page to its bottom. */
public final class PdfPen implements AutoCloseable {
    /** A paragraph of two lines. */
    public static final String LONG = "The members of the club came more often than in the year before, and most of "
            + "them stayed for longer. We thank all of those who made this possible with their work.";

    private static final float MARGIN = 60;
    private static final PDType1Font PLAIN = new PDType1Font(FontName.HELVETICA);
    private static final PDType1Font BOLD = new PDType1Font(FontName.HELVETICA_BOLD);

    private final PDDocument document = new PDDocument();
    private PDPageContentStream page;
    private float y;

    PdfPen() {
        newPage();
    }

    /** The bytes of a PDF that this writes. */
    public static byte[] bytes(Consumer<PdfPen> write) {
        try (var pen = new PdfPen()) {
            write.accept(pen);
            return pen.toBytes();
        }
    }

    PDDocument document() {
        return document;
    }

    public PdfPen newPage() {
        try {
            if (page != null) {
                page.close();
            }
            var next = new PDPage(PDRectangle.A4);
            document.addPage(next);
            page = new PDPageContentStream(document, next);
            y = PDRectangle.A4.getHeight() - MARGIN;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PdfPen title(String text) {
        return write(BOLD, 22, text, 34);
    }

    public PdfPen heading(String text) {
        y -= 8;
        return write(BOLD, 15, text, 22);
    }

    public PdfPen subheading(String text) {
        y -= 6;
        return write(BOLD, 12, text, 18);
    }

    /** Writes a paragraph, wrapped at the margin. */
    public PdfPen paragraph(String text) {
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (width(PLAIN, 10, line + " " + word) > PDRectangle.A4.getWidth() - 2 * MARGIN) {
                write(PLAIN, 10, line.toString(), 13);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        write(PLAIN, 10, line.toString(), 13);
        y -= 9;
        return this;
    }

    /** Writes one row; the first cell stands left, the others end at their column's right edge. */
    PdfPen row(float columnWidth, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            float x = i == 0 ? MARGIN : MARGIN + 150 + i * columnWidth - width(PLAIN, 10, cells[i]);
            at(PLAIN, 10, x, y, cells[i]);
        }
        y -= 16;
        return this;
    }

    PdfPen gap(float points) {
        y -= points;
        return this;
    }

    private PdfPen write(PDType1Font font, float size, String text, float leading) {
        at(font, size, MARGIN, y, text);
        y -= leading;
        return this;
    }

    public PdfPen at(float x, float fromTop, String text) {
        return at(PLAIN, 10, x, PDRectangle.A4.getHeight() - fromTop, text);
    }

    private PdfPen at(PDType1Font font, float size, float x, float baseline, String text) {
        try {
            page.beginText();
            page.setFont(font, size);
            page.newLineAtOffset(x, baseline);
            page.showText(text);
            page.endText();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float width(PDType1Font font, float size, String text) {
        try {
            return font.getStringWidth(text) / 1000 * size;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the last page and returns the file. */
    byte[] toBytes() {
        var out = new ByteArrayOutputStream();
        try {
            page.close();
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
