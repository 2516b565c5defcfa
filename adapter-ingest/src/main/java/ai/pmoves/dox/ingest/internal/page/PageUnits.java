package ai.pmoves.dox.ingest.internal.page;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts long text into units that a search can take in whole, at the end of a sentence or a row. */
final class PageUnits {
    static final int MAX_CHARS = 1800;

    /** How far is looked beyond that, to tell whether a sentence ends there. */
    private static final int LOOK_AHEAD_CHARS = 200;

    private PageUnits() {}

    /** Cuts a paragraph after sentences, or after words where a sentence is too long. */
    static List<String> ofParagraph(String text) {
        if (text.length() <= MAX_CHARS) {
            return List.of(text);
        }
        var units = new ArrayList<String>();
        int start = 0;
        while (text.length() - start > MAX_CHARS) {
            int end = lastBreak(BreakIterator.getSentenceInstance(Locale.ROOT), text, start);
            if (end <= start) {
                end = lastBreak(BreakIterator.getWordInstance(Locale.ROOT), text, start);
            }
            if (end <= start) {
                end = start + MAX_CHARS - (Character.isHighSurrogate(text.charAt(start + MAX_CHARS - 1)) ? 1 : 0);
            }
            units.add(text.substring(start, end).strip());
            start = end;
        }
        units.add(text.substring(start).strip());
        return units.stream().filter(unit -> !unit.isEmpty()).toList();
    }

    /** The last break that a unit beginning at {@code start} can end at; one before it if there is none. */
    private static int lastBreak(BreakIterator breaks, String text, int start) {
        // only so much of the text, since finding a break takes as long as the text before it
        breaks.setText(text.substring(start, Math.min(text.length(), start + MAX_CHARS + LOOK_AHEAD_CHARS)));
        return start + (breaks.isBoundary(MAX_CHARS) ? MAX_CHARS : breaks.preceding(MAX_CHARS));
    }

    /** Joins a table's lines into units that each begin with its header. */
    static List<String> ofTable(PageTable table) {
        var lines = table.lines();
        var header = table.headerRows() > 0 ? lines.getFirst() : "";
        var units = new ArrayList<String>();
        var unit = new StringBuilder();
        for (var line : lines) {
            if (!unit.isEmpty() && unit.length() + line.length() + 1 > MAX_CHARS) {
                units.add(unit.toString());
                unit.setLength(0);
                unit.append(header);
            }
            unit.append(unit.isEmpty() ? "" : "\n").append(line);
        }
        units.add(unit.toString());
        return units.stream().flatMap(text -> ofParagraph(text).stream()).toList();
    }
}
