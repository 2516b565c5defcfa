package ai.pmoves.dox.domain.text;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What text both stores can keep: any Unicode but U+0000, which Postgres refuses, and unpaired surrogates,
 * which UTF-8 cannot express. Records refuse such text; readers of foreign files {@link #clean} it first.
 */
public final class Text {
    public static final int MAX_LABEL_BYTES = 1_000;

    private static final int MAX_BYTES_PER_CHAR = 3;
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    public static boolean canBeStored(String text) {
        return firstBad(text) < 0;
    }

    /** Returns the text if both stores can keep it. */
    public static String require(String text, String name) {
        requireNonNull(text, name);
        int bad = firstBad(text);
        if (bad >= 0) {
            throw new IllegalArgumentException("%s has the character U+%04X at %d, which cannot be stored"
                    .formatted(name, (int) text.charAt(bad), bad));
        }
        return text;
    }

    /**
     * Like {@link #require}, for text by which rows are found: an index takes no longer one.
     *
     * @throws DoxException {@code request.invalid} if it has more bytes in UTF-8
     */
    public static String requireShort(String text, int maxBytes, String name) {
        if (require(text, name).length() > maxBytes / MAX_BYTES_PER_CHAR) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > maxBytes) {
                throw new DoxException(
                        ErrorCode.REQUEST_INVALID,
                        "%s has %d bytes in UTF-8; it can have %d".formatted(name, bytes, maxBytes));
            }
        }
        return text;
    }

    /** Like {@link #requireShort} of a label, for one that may be absent. */
    public static @Nullable String optionalLabel(@Nullable String text, String name) {
        return text == null ? null : requireShort(text, MAX_LABEL_BYTES, name);
    }

    /** A word by which rows are found, such as a status or a level, of at most {@link #MAX_LABEL_BYTES}. */
    public static String requireLabel(String text, String name) {
        return requireShort(text, MAX_LABEL_BYTES, name);
    }

    /** Like {@link #require}, for text that may be absent. */
    public static @Nullable String optional(@Nullable String text, String name) {
        return text == null ? null : require(text, name);
    }

    /** Like {@link #require}, and refuses blank text. */
    public static String requireNonBlank(String text, String name) {
        if (require(text, name).isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
        return text;
    }

    /** Replaces each character that cannot be stored by U+FFFD; the length does not change. */
    public static String clean(String text) {
        if (firstBad(text) < 0) {
            return text;
        }
        var chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            if (isBad(chars[i], i > 0 ? chars[i - 1] : 0, i + 1 < chars.length ? chars[i + 1] : 0)) {
                chars[i] = REPLACEMENT;
            }
        }
        return new String(chars);
    }

    /** {@link #clean Cleans} the text and cuts it to the length of a label. */
    public static String toLabel(String text) {
        return truncate(clean(text), MAX_LABEL_BYTES / MAX_BYTES_PER_CHAR);
    }

    /** Returns at most {@code maxChars} UTF-16 units of the text and never half of a surrogate pair. */
    public static String truncate(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end);
    }

    private static int firstBad(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == 0 || Character.isSurrogate(c))
                    && isBad(c, i > 0 ? text.charAt(i - 1) : 0, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBad(char c, int before, int after) {
        return c == 0
                || Character.isHighSurrogate(c) && !Character.isLowSurrogate((char) after)
                || Character.isLowSurrogate(c) && !Character.isHighSurrogate((char) before);
    }
}
