package ai.pmoves.dox.testing.campaign;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * The seeds of a campaign: those that {@code -Ddox.test.seed} names ({@code 7}, {@code 7-20}, {@code 3,7-20}, or {@code
 * random} for a random one), or else those of the tier. Immutable.
 */
public final class Seeds {
    private static final String PROPERTY = "dox.test.seed";
    private static final int RANDOM_BELOW = 1_000_000;

    private final String text;
    private final boolean areNamed;

    private Seeds(String text, boolean areNamed) {
        this.text = text;
        this.areNamed = areNamed;
    }

    /**
     * Those that this run takes.
     *
     * @param ofDefault the few that tell the most, in the same form
     * @param ofAll all of them
     */
    public static Seeds of(String ofDefault, String ofAll) {
        return named(System.getProperty(PROPERTY, ""), Tier.choose(ofDefault, ofAll));
    }

    static Seeds named(String named, String ofTier) {
        return switch (named) {
            case "" -> new Seeds(ofTier, false);
            case "random" -> new Seeds(Integer.toString(new Random().nextInt(RANDOM_BELOW)), true);
            default -> new Seeds(named, true);
        };
    }

    /** Whether the property names them, so that there may be fewer than in a tier. */
    public boolean areNamed() {
        return areNamed;
    }

    /** @throws IllegalArgumentException if what was named is no list of seeds */
    public LongStream stream() {
        return Arrays.stream(text.split(",")).flatMapToLong(this::range);
    }

    private LongStream range(String range) {
        var ends = range.strip().split("-", 2);
        try {
            return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "-D%s=%s is no list of seeds: say 7, 7-20, 3,7-20 or random".formatted(PROPERTY, text), e);
        }
    }

    /** The seeds, as {@link #stream} reads them. */
    @Override
    public String toString() {
        return text;
    }
}
