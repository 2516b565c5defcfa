package ai.pmoves.dox.domain.extract;

/** The words around a place in a text. */
final class TextContext {
    private static final int CHARS = 50;

    private TextContext() {}

    /** Returns the place with 50 characters on either side, and never half of a surrogate pair. */
    static String around(String text, int start, int end) {
        int from = Math.max(0, start - CHARS);
        int to = Math.min(text.length(), end + CHARS);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from--;
        }
        if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to).strip();
    }
}
