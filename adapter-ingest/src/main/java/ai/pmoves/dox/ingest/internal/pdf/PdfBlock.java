package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.ingest.internal.page.PageBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a page, in reading order. */
sealed interface PdfBlock {
    /** From 1. */
    int page();

    PageBox box();

    /**
     * Lines that belong together.
     *
     * @param size of the font, in points
     */
    record Paragraph(String text, int page, PageBox box, double size, boolean bold, int lines) implements PdfBlock {}

    /**
     * Lines whose text stands in columns.
     *
     * @param rows all of one length; a cell without text is null
     */
    record Grid(List<List<@Nullable String>> rows, int page, PageBox box) implements PdfBlock {}
}
