package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.replication.pair.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Limits the concurrent write transactions on the shared store, so that reads and replication always find a connection:
 * while writes are held, each keeps one and waits. The others wait here. Thread-safe.
 */
final class WriterGate {
    /** Longer than writes are held. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private static final long GLANCE_MILLIS = 100;

    private final int writers;
    private final Semaphore places;
    private final BooleanSupplier isThere;
    private final Duration longestWait;

    /**
     * @param writers at least 1
     * @param isThere whether the shared store can be reached: if not, no call waits here, and each fails by itself
     */
    WriterGate(int writers, BooleanSupplier isThere) {
        this(writers, isThere, LONGEST_WAIT);
    }

    WriterGate(int writers, BooleanSupplier isThere, Duration longestWait) {
        this.longestWait = longestWait;
        this.writers = writers;
        this.places = new Semaphore(writers, true);
        this.isThere = isThere;
    }

    /** @throws DoxException {@code store.busy} if the other writers take too long; then nothing was done */
    <T> T write(Supplier<T> work) {
        boolean hasPlace = enter();
        try {
            return work.get();
        } finally {
            if (hasPlace) {
                places.release();
            }
        }
    }

    /** Returns whether a permit was acquired, which the caller must release. */
    private boolean enter() {
        var deadline = new Deadline(longestWait);
        try {
            while (!places.tryAcquire(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!isThere.getAsBoolean()) {
                    return false;
                }
                if (deadline.isOver()) {
                    throw new DoxException(
                            ErrorCode.STORE_BUSY,
                            "%d others have been writing to the shared store for %s; try again."
                                    .formatted(writers, deadline),
                            Remedy.RAISE_POOL_SIZE);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted.", e);
        }
    }
}
