package ai.pmoves.dox.ingest.internal.page;

import org.jspecify.annotations.Nullable;

/** A piece of a document with pages, in reading order, whichever format the document came in. */
public sealed interface PageItem {
    PagePlace place();

    /** What a text is to its document. */
    enum Role {
        TITLE,
        HEADING,
        PARAGRAPH,
        LIST_ITEM,
        CODE
    }

    /**
     * A text that belongs together.
     *
     * @param text not blank
     * @param level of a heading, from 1; 0 for other roles
     */
    record Text(String text, PagePlace place, Role role, int level) implements PageItem {
        public static Text of(String text, PagePlace place, Role role) {
            return new Text(text, place, role, 0);
        }
    }

    /** A table, which may go on over several pages. */
    record Table(PageTable table) implements PageItem {
        @Override
        public PagePlace place() {
            return table.place();
        }
    }

    /**
     * A formula.
     *
     * @param content as it stands there
     * @param latex the same in LaTeX, null if the source has none
     * @param inline whether it is part of a text that is an item of its own
     */
    record Formula(String content, @Nullable String latex, PagePlace place, boolean inline) implements PageItem {}

    /**
     * A picture, be it a chart or another.
     *
     * @param caption empty if it has none
     * @param type what it shows in one word, such as {@code bar_chart} or {@code picture}
     * @param text what can be read in it or was said of it, empty if nothing
     * @param described whether a model said something of it
     * @param image its pixels, null if the document does not hold them
     * @param imageUri where the document says that they are, null if it holds them or does not say
     */
    record Chart(
            PagePlace place,
            String caption,
            String type,
            String text,
            boolean described,
            @Nullable PageImage image,
            @Nullable String imageUri)
            implements PageItem {}
}
