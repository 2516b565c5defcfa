package ai.pmoves.dox.metrics;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures calls for monitoring systems, failed calls included. While the global registry is empty it costs some
 * nanoseconds. Safe for use by many threads.
 */
public final class CallTimer {
    private final Timer timer;

    private CallTimer(Timer timer) {
        this.timer = timer;
    }

    /**
     * @param name in lower case with dots, such as {@code pmoves.store.calls}
     * @param tags keys and values by turns; one name has the same keys everywhere
     */
    public static CallTimer of(String name, String description, String... tags) {
        return new CallTimer(
                Timer.builder(name).description(description).tags(tags).register(Metrics.globalRegistry));
    }

    /** Makes a call and records how long it took. */
    public <T extends @Nullable Object> T time(Supplier<T> call) {
        long start = System.nanoTime();
        try {
            return call.get();
        } finally {
            record(System.nanoTime() - start);
        }
    }

    void record(long nanos) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }
}
