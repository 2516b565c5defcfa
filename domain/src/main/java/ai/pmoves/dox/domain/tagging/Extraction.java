package ai.pmoves.dox.domain.tagging;

import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Something that a text was found to say.
 *
 * @param text the words of the source, as the extractor returned them
 * @param label the tag or the class that they stand for, null if they speak for themselves
 */
public record Extraction(String text, @Nullable String label) {
    public Extraction {
        Text.requireNonBlank(text, "text");
        if (label != null) {
            Text.requireNonBlank(label, "label");
        }
    }

    /** What a document with this text is tagged. */
    public String tag() {
        return label == null ? text : label;
    }
}
