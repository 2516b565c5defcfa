package ai.pmoves.dox.bench;

import java.util.Arrays;
import java.util.Locale;

/** Prints figures in one form. */
final class Report {
    private Report() {}

    /** A figure that was measured, for the record. */
    static void figure(String name, String format, Object... values) {
        System.out.printf(Locale.ROOT, "  %-52s %s%n", name, format.formatted(values));
    }

    /** A ratio with the bound that it should keep. */
    static void ratio(String name, double ratio, String bound) {
        System.out.printf(Locale.ROOT, "  %-52s %.2f  (%s)%n", name, ratio, bound);
    }

    static void title(String text) {
        System.out.printf("%n%s%n", text);
    }

    /** Runs it once and returns how long that took. */
    static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Something to measure. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static double percentile(double[] values, double share) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1.0, sorted.length * share)];
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }
}
