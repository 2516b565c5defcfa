package ai.pmoves.dox.application.tagging;

/**
 * How a model reads a text.
 *
 * @param maxChars of a passage, in UTF-16 units
 * @param passes how often it reads each passage
 * @param workers how many passages at once
 */
public record ReadOptions(int maxChars, int passes, int workers) {
    public static final ReadOptions USUAL = new ReadOptions(4_000, 1, 8);
}
