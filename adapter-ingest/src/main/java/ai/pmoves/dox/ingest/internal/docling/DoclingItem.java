package ai.pmoves.dox.ingest.internal.docling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of a DoclingDocument, as the file has it.
 *
 * @param array where it stands: {@code texts}, {@code groups} and so on, or {@code body} or {@code furniture}
 * @param index its place there, from 0, or {@link #ROOT}
 * @param label what it is, in docling's words; empty if the file does not say
 * @param layer {@code body}, {@code furniture} or another; empty if the file does not say
 * @param content what a table, a picture or a form holds besides, null for others
 */
record DoclingItem(
        String array,
        int index,
        String label,
        String layer,
        Words words,
        Provenance provenance,
        Links links,
        @Nullable Content content) {
    /** The index of what stands in no array. */
    static final int ROOT = -1;

    /**
     * What it says.
     *
     * @param text as docling understood it: of a formula its LaTeX, empty if docling did not read it
     * @param orig as it stands in the source
     * @param latex of a formula, where the file has it apart
     * @param level of a heading, from 1; 0 if the file does not say
     */
    record Words(String text, String orig, String latex, int level) {
        static final Words NONE = new Words("", "", "", 0);
    }

    /**
     * Where it comes from.
     *
     * @param pages without repetition
     * @param box on the first of them, null if unknown
     */
    record Provenance(List<Integer> pages, @Nullable Box box) {
        static final Provenance NONE = new Provenance(List.of(), null);
    }

    /** A box as the file has it: whether y grows upwards depends on its origin. */
    record Box(double left, double top, double right, double bottom, boolean fromBottom) {}

    /** References to other items, as the file writes them: {@code #/texts/3}. */
    record Links(List<String> children, List<String> captions, List<String> footnotes) {
        static final Links NONE = new Links(List.of(), List.of(), List.of());
    }

    /** What only some kinds of items hold. */
    sealed interface Content permits DoclingTable, DoclingPicture, DoclingGraph {}

    /** Its name in messages, such as {@code #/texts/3}. */
    String ref() {
        return index == ROOT ? "#/" + array : "#/%s/%d".formatted(array, index);
    }
}
