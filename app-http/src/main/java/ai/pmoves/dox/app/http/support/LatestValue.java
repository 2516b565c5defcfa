package ai.pmoves.dox.app.http.support;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that takes a while to find out, for answers that may not wait for it: who asks gets what was known before
 * unless the new value comes within a moment. Thread-safe.
 *
 * @param <T> the value; finding it out may not fail
 */
public final class LatestValue<T> {
    private static final long TIMEOUT_MILLIS = 25;

    private final Supplier<T> findOut;
    private final Duration fresh;
    private volatile T known;
    private volatile long knownAt = System.nanoTime();
    private @Nullable CompletableFuture<T> asked;
    private long askedAt;

    /**
     * @param initial what is told until the first value is there
     * @param fresh how long a value is told before it is found out again
     */
    public LatestValue(T initial, Duration fresh, Supplier<T> findOut) {
        this.known = initial;
        this.fresh = fresh;
        this.findOut = findOut;
    }

    public T get() {
        return current()
                .copy()
                .completeOnTimeout(known, TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    private synchronized CompletableFuture<T> current() {
        boolean old = asked == null || asked.isDone() && System.nanoTime() - askedAt > fresh.toNanos();
        if (asked == null || old) {
            askedAt = System.nanoTime();
            asked = CompletableFuture.supplyAsync(
                    this::learn, task -> Thread.ofVirtual().name("latest-value").start(task));
        }
        return asked;
    }

    /**
     * Returns the same, but nothing that was known longer ago than this.
     *
     * @param otherwise what is told then
     */
    public T getWithin(Duration longestAge, Supplier<T> otherwise) {
        var value = get();
        return System.nanoTime() - knownAt <= longestAge.toNanos() ? value : otherwise.get();
    }

    private T learn() {
        var value = findOut.get();
        known = value;
        knownAt = System.nanoTime();
        return value;
    }
}
