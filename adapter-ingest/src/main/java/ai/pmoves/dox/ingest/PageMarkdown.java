package ai.pmoves.dox.ingest;

import ai.pmoves.dox.ingest.PdfBlock.Grid;
import ai.pmoves.dox.ingest.PdfBlock.Paragraph;
import java.util.List;
import java.util.Map;

/** Writes a PDF's text as Markdown. */
final class PageMarkdown {
    private PageMarkdown() {}

    static String of(List<PdfBlock> blocks, PdfHeadings headings, Map<Grid, PageTable> tableOf) {
        var text = new StringBuilder();
        for (var block : blocks) {
            switch (block) {
                case Paragraph paragraph ->
                    text.append(prefix(paragraph, headings))
                            .append(paragraph.text())
                            .append("\n\n");
                case Grid grid -> {
                    var table = tableOf.get(grid);
                    if (table != null) {
                        text.append(table.markdown()).append('\n');
                    }
                }
            }
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String prefix(Paragraph paragraph, PdfHeadings headings) {
        if (headings.isTitle(paragraph)) {
            return "# ";
        }
        return headings.level(paragraph)
                .map(level -> "#".repeat(Math.min(level + 1, 6)) + " ")
                .orElse("");
    }
}
