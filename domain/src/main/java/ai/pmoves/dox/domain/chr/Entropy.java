package ai.pmoves.dox.domain.chr;

import java.util.Arrays;

/** How evenly values spread, and how much of that went away. */
final class Entropy {
    /** Values that are nearer to each other differ by rounding only. */
    private static final double NOISE = 1e-9;

    private Entropy() {}

    /**
     * The entropy (nats) of the values' histogram between the least and the greatest of them: 0 if they are all the
     * same, and at most the logarithm of {@code bins}, of which there are no more than there are different values.
     */
    static double of(double[] values, int bins) {
        double least = Arrays.stream(values).min().orElse(0);
        double width = Arrays.stream(values).max().orElse(0) - least;
        if (width <= NOISE) {
            return 0;
        }
        var counts = new int[Math.min(bins, countDifferent(values))];
        for (double value : values) {
            counts[(int) Math.min(counts.length - 1.0, (value - least) / width * counts.length)]++;
        }
        double entropy = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / values.length;
                entropy -= share * StrictMath.log(share);
            }
        }
        return entropy;
    }

    private static int countDifferent(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int different = 1;
        for (int i = 1; i < sorted.length; i++) {
            different += sorted[i] - sorted[i - 1] > NOISE ? 1 : 0;
        }
        return different;
    }

    /** How much of the first value the last one lacks, 0 to 1; 0 if it is more, or the first one 0. */
    static double drop(double first, double last) {
        return first > 0 ? Math.max(0, (first - last) / first) : 0;
    }
}
