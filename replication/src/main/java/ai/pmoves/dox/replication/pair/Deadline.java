package ai.pmoves.dox.replication.pair;

import java.time.Duration;

/** A deadline for a wait, with the pause between two tries. Not thread-safe. */
public final class Deadline {
    private static final long PAUSE_MILLIS = 50;

    private final Duration limit;
    private final long begin = System.nanoTime();

    /** Starts now. */
    public Deadline(Duration limit) {
        this.limit = limit;
    }

    public boolean isOver() {
        return elapsed().compareTo(limit) > 0;
    }

    /** The time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits a moment. */
    public static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "the cutover was interrupted; the next process that opens the pair finishes it", e);
        }
    }

    /** For people, for example {@code 0.5 s}. */
    @Override
    public String toString() {
        return "%.1f s".formatted(limit.toMillis() / 1e3);
    }
}
