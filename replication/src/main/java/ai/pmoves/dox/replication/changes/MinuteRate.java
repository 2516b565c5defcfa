package ai.pmoves.dox.replication.changes;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many rows a second there were in the last minute. Thread-safe. */
final class MinuteRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int SECONDS = 60;

    private final LongSupplier nanoTime;
    private final ArrayDeque<Second> seconds = new ArrayDeque<>();

    private record Second(long number, long rows) {}

    /** @param nanoTime a timer as {@link System#nanoTime} */
    MinuteRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void add(long rows) {
        if (rows > 0) {
            long number = forget();
            var last = seconds.peekLast();
            boolean isSame = last != null && last.number() == number;
            seconds.addLast(
                    new Second(number, rows + (isSame ? seconds.removeLast().rows() : 0)));
        }
    }

    /** Rows per second, at least 0. */
    synchronized double perSecond() {
        forget();
        return seconds.stream().mapToLong(Second::rows).sum() / (double) SECONDS;
    }

    /** Forgets what is older than a minute; returns the number of this second. */
    private long forget() {
        long now = Math.floorDiv(nanoTime.getAsLong(), SECOND);
        while (!seconds.isEmpty() && seconds.getFirst().number() <= now - SECONDS) {
            seconds.removeFirst();
        }
        return now;
    }
}
