package ai.pmoves.dox.domain.chr;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text that is looked at as a whole.
 *
 * @param text stripped, never empty
 * @param page from 1, null where the source has no pages
 */
public record TextUnit(String text, @Nullable Integer page) {
    private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*\\R");
    private static final Pattern SENTENCE_END = Pattern.compile("\\R|(?<=[.!?])\\s+");

    public TextUnit {
        requireNonNull(text, "text");
        if (text.isBlank()) {
            throw new IllegalArgumentException("a unit without text");
        }
    }

    /** The unit of a text, or none if that is blank. */
    public static Stream<TextUnit> of(String text, @Nullable Integer page) {
        return text.isBlank() ? Stream.empty() : Stream.of(new TextUnit(text.strip(), page));
    }

    /** The parts between blank lines. */
    public static List<TextUnit> paragraphs(String text) {
        return split(BLANK_LINES, text, null).toList();
    }

    /** The parts of this unit that end with a line, or with a full stop or the like and a blank. */
    public Stream<TextUnit> sentences() {
        return split(SENTENCE_END, text, page);
    }

    private static Stream<TextUnit> split(Pattern ends, String text, @Nullable Integer page) {
        return ends.splitAsStream(text).flatMap(part -> of(part, page));
    }
}
