package ai.pmoves.dox.metrics;

import ai.pmoves.dox.ports.measure.Latencies;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Measures calls like a {@link CallTimer}, and keeps the percentiles of the last minutes: this one and the four before
 * it. Micrometer's own percentiles do not say of how many calls they are.
 *
 * <p>Uses 30 KB for each minute with calls. Safe for use by many threads, which do not wait for each other.
 */
public final class RecentCalls {
    /** The minutes that are remembered, the current one included. */
    public static final int MINUTES = 5;

    /** In microseconds, 19 hours; longer calls count as this. */
    private static final long LONGEST = 1L << 36;

    /** Percentiles are up to 1 % too high. */
    private static final int DIGITS = 2;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final CallTimer timer;
    private final LongSupplier nanoTime;
    private final long start;
    private final AtomicReferenceArray<@Nullable Minute> minutes = new AtomicReferenceArray<>(MINUTES);

    private record Minute(long number, AbstractHistogram calls) {}

    /** Measures by the system's timer. */
    public RecentCalls(CallTimer timer) {
        this(timer, System::nanoTime);
    }

    /** @param nanoTime a timer as {@link System#nanoTime} */
    RecentCalls(CallTimer timer, LongSupplier nanoTime) {
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Makes a call and records how long it took, also if it fails. */
    public <T extends @Nullable Object> T time(Supplier<T> call) {
        long began = nanoTime.getAsLong();
        try {
            return call.get();
        } finally {
            long ended = nanoTime.getAsLong();
            long nanos = Math.max(0, ended - began);
            timer.record(nanos);
            minute((ended - start) / MINUTE_NANOS).calls().recordValue(Math.min(LONGEST, Math.ceilDiv(nanos, 1_000L)));
        }
    }

    /** Returns the minute of this number, which replaces the one that left the window. */
    private Minute minute(long number) {
        int place = (int) (number % MINUTES);
        while (true) {
            var there = minutes.get(place);
            if (there != null && there.number() >= number) {
                return there;
            }
            minutes.compareAndSet(place, there, new Minute(number, new AtomicHistogram(LONGEST, DIGITS)));
        }
    }

    /** Returns how long calls took in the last minutes. */
    public Latencies latencies() {
        long current = (nanoTime.getAsLong() - start) / MINUTE_NANOS;
        var all = new Histogram(LONGEST, DIGITS);
        for (int place = 0; place < MINUTES; place++) {
            var minute = minutes.get(place);
            if (minute != null && minute.number() > current - MINUTES) {
                all.add(minute.calls());
            }
        }
        long count = all.getTotalCount();
        return count == 0
                ? Latencies.NONE
                : new Latencies(count, percentile(all, 50), percentile(all, 95), percentile(all, 99));
    }

    private static Duration percentile(Histogram calls, int percent) {
        return Duration.of(calls.getValueAtPercentile(percent), ChronoUnit.MICROS);
    }
}
