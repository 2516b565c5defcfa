package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.ingest.internal.page.PageBox;

/**
 * Text on one line without a wide gap in it.
 *
 * @param size of its font, in points
 */
record PdfRun(String text, PageBox box, double size, boolean bold) {
    PdfRun append(PdfRun next) {
        boolean longer = next.text.length() > text.length();
        return new PdfRun(
                text + " " + next.text, box.union(next.box), longer ? next.size : size, longer ? next.bold : bold);
    }
}
