package ai.pmoves.dox.domain.chr;

/**
 * How constellations are found.
 *
 * @param anchors how many, at least 1; with more anchors than units some stay empty
 * @param rounds how often the anchors move, at least 1
 * @param bins into which likenesses are counted to tell their entropy, at least 1
 * @param seed of the random choice with which it begins: the same seed gives the same result
 * @param sharpness how clearly a unit belongs to its nearest anchor only, 0 or more; 0 is to all alike
 */
public record ChrSettings(int anchors, int rounds, int bins, long seed, double sharpness) {
    public static final ChrSettings DEFAULT = new ChrSettings(8, 30, 8, 42, 12);

    public ChrSettings {
        requireAtLeastOne(anchors, "anchors");
        requireAtLeastOne(rounds, "rounds");
        requireAtLeastOne(bins, "bins");
        if (!(sharpness >= 0) || Double.isInfinite(sharpness)) {
            throw new IllegalArgumentException("sharpness is " + sharpness + "; it has to be 0 or more");
        }
    }

    private static void requireAtLeastOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it has to be at least 1");
        }
    }
}
