package ai.pmoves.dox.domain.export;

import static java.util.Objects.requireNonNull;

import java.util.stream.Stream;

/**
 * A line of a text with what it is.
 *
 * @param text without the marks that said what it is; of a paragraph it may be empty
 */
public record TextBlock(Kind kind, String text) {
    /** What a line is. */
    public enum Kind {
        HEADING_1("# "),
        HEADING_2("## "),
        HEADING_3("### "),
        BULLET("- "),
        PARAGRAPH("");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }
    }

    public TextBlock {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }

    /** The lines of a text, in which {@code #} to {@code ###} mark headings and {@code -} the item of a list. */
    public static Stream<TextBlock> of(String text) {
        return text.lines().map(TextBlock::ofLine);
    }

    private static TextBlock ofLine(String line) {
        for (var kind : Kind.values()) {
            if (line.startsWith(kind.mark)) {
                return new TextBlock(kind, line.substring(kind.mark.length()));
            }
        }
        throw new IllegalStateException("every line begins with nothing");
    }
}
