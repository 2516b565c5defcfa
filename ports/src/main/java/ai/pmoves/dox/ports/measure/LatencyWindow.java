package ai.pmoves.dox.ports.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how long calls took in the last minutes: in this one and the four before it. It takes a fixed amount of
 * memory, some 20 KB. Safe for use by many threads, which do not wait for each other.
 */
public final class LatencyWindow {
    /** The minutes that are remembered, the current one included. */
    public static final int MINUTES = 5;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final long start;
    private final AtomicReferenceArray<@Nullable Minute> minutes = new AtomicReferenceArray<>(MINUTES);

    private record Minute(long number, Histogram calls) {}

    /** By the system's timer. */
    public LatencyWindow() {
        this(System::nanoTime);
    }

    /** @param nanoTime a timer as {@link System#nanoTime} */
    public LatencyWindow(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Makes a call and notes how long it took, also if it fails. */
    public <T> T time(Supplier<T> call) {
        long began = nanoTime.getAsLong();
        try {
            return call.get();
        } finally {
            long ended = nanoTime.getAsLong();
            minute((ended - start) / MINUTE_NANOS).calls().add(ended - began);
        }
    }

    /** The minute of that number; it takes the place of the one that fell out of the window. */
    private Minute minute(long number) {
        int place = (int) (number % MINUTES);
        while (true) {
            var there = minutes.get(place);
            if (there != null && there.number() >= number) {
                return there;
            }
            minutes.compareAndSet(place, there, new Minute(number, new Histogram()));
        }
    }

    /** What is remembered now. */
    public Latencies latencies() {
        long current = (nanoTime.getAsLong() - start) / MINUTE_NANOS;
        var all = new Histogram();
        for (int place = 0; place < MINUTES; place++) {
            var minute = minutes.get(place);
            if (minute != null && minute.number() > current - MINUTES) {
                all.add(minute.calls());
            }
        }
        long count = all.count();
        return count == 0
                ? Latencies.NONE
                : new Latencies(count, all.percentile(50), all.percentile(95), all.percentile(99));
    }
}
