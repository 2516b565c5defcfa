package ai.pmoves.dox.ports.measure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in classes: a microsecond wide up to 16, above that sixteen classes to each power of two, so that
 * a class is at most 1/16 of its durations wide. Thread-safe.
 */
final class Histogram {
    private static final int STEPS = 16;
    private static final int STEP_BITS = 4;

    /** In microseconds as a power of two: 19 hours; what took longer counts as that. */
    private static final int LONGEST_BITS = 36;

    private static final int CLASSES = STEPS * (LONGEST_BITS - STEP_BITS + 1);

    private final AtomicLongArray counts = new AtomicLongArray(CLASSES);

    void add(long nanos) {
        counts.incrementAndGet(classOf(TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos))));
    }

    void add(Histogram other) {
        for (int i = 0; i < CLASSES; i++) {
            counts.addAndGet(i, other.counts.get(i));
        }
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < CLASSES; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The end of the class in which so many of a hundred durations lie, or in a class below. */
    Duration percentile(int percent) {
        long rank = Math.ceilDiv(count() * percent, 100);
        long below = 0;
        int i = 0;
        while (i < CLASSES - 1) {
            below += counts.get(i);
            if (below >= rank) {
                break;
            }
            i++;
        }
        return Duration.of(endOf(i), ChronoUnit.MICROS);
    }

    private static int classOf(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        if (power >= LONGEST_BITS) {
            return CLASSES - 1;
        }
        int step = (int) (micros >>> (power - STEP_BITS)) & (STEPS - 1);
        return STEPS * (power - STEP_BITS + 1) + step;
    }

    /** Where a class ends, in microseconds. */
    private static long endOf(int number) {
        int power = Math.max(0, number / STEPS - 1);
        int step = number < STEPS ? number : STEPS + number % STEPS;
        return (long) (step + 1) << power;
    }
}
