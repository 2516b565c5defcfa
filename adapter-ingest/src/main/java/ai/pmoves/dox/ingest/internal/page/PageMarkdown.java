package ai.pmoves.dox.ingest.internal.page;

import ai.pmoves.dox.ingest.internal.page.PageItem.Chart;
import ai.pmoves.dox.ingest.internal.page.PageItem.Formula;
import ai.pmoves.dox.ingest.internal.page.PageItem.Table;
import ai.pmoves.dox.ingest.internal.page.PageItem.Text;
import java.util.List;

/** Writes the text of a document with pages as Markdown. */
final class PageMarkdown {
    private PageMarkdown() {}

    static String of(List<PageItem> items) {
        var markdown = new StringBuilder();
        for (var item : items) {
            switch (item) {
                case Text text -> markdown.append(block(text)).append("\n\n");
                case Table table -> markdown.append(table.table().markdown()).append('\n');
                case Formula formula -> {
                    if (!formula.inline()) {
                        var latex = formula.latex();
                        markdown.append(latex == null ? formula.content() : "$$" + latex + "$$")
                                .append("\n\n");
                    }
                }
                case Chart chart -> {
                    // its caption is a text of its own
                }
            }
        }
        int end = markdown.length(); // no copies: it may be as long as the source
        while (end > 0 && Character.isWhitespace(markdown.charAt(end - 1))) {
            end--;
        }
        markdown.setLength(end);
        return markdown.append('\n').toString();
    }

    private static String block(Text text) {
        return switch (text.role()) {
            case TITLE -> "# " + text.text();
            case HEADING -> "#".repeat(Math.min(text.level() + 1, 6)) + " " + text.text();
            case PARAGRAPH -> text.text();
            case LIST_ITEM -> "- " + text.text();
            case CODE -> "```\n" + text.text() + "\n```";
        };
    }
}
