package ai.pmoves.dox.domain.tagging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text of a document, joined of its sections by newlines, which knows where each of them begins. Immutable. */
public final class SourceText {
    private final String text;
    private final List<Section> sections;

    /**
     * @param start in UTF-16 units
     * @param codePoints in code points
     */
    private record Section(
            int start, int codePoints, @Nullable Integer page, int number) {}

    private SourceText(String text, List<Section> sections) {
        this.text = text;
        this.sections = List.copyOf(sections);
    }

    /** An undivided text, which is a section by itself. */
    public static SourceText of(String text) {
        return new Builder().add(text, null, 0).build();
    }

    public String text() {
        return text;
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    /**
     * The place of what {@link WordSearch} finds between these offsets.
     *
     * @param from in UTF-16 units, inclusive
     * @param to exclusive
     */
    public Optional<TextSpan> find(String words, int from, int to) {
        return WordSearch.find(text, words, from, to).map(span -> {
            var section = sectionAt(span.start());
            int start = section.codePoints() + text.codePointCount(section.start(), span.start());
            var found = text.substring(span.start(), span.end());
            return new TextSpan(
                    start, start + found.codePointCount(0, found.length()), found, section.page(), section.number());
        });
    }

    private Section sectionAt(int offset) {
        int low = 0;
        int high = sections.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (sections.get(middle).start() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return sections.get(low);
    }

    /** Joins sections in their order. */
    public static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final List<Section> sections = new ArrayList<>();
        private int codePoints;

        public Builder add(String section, @Nullable Integer page, int number) {
            if (!sections.isEmpty()) {
                text.append('\n');
                codePoints++;
            }
            sections.add(new Section(text.length(), codePoints, page, number));
            text.append(section);
            codePoints += section.codePointCount(0, section.length());
            return this;
        }

        public SourceText build() {
            return sections.isEmpty() ? of("") : new SourceText(text.toString(), sections);
        }
    }
}
