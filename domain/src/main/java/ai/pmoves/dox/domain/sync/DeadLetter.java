package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A change that the other store refuses, and why. It waits for a person, blocks no other row, and goes by itself when
 * the row changes again.
 *
 * @param attempts how often it was refused, also before it was tried again
 * @param since when it was first refused
 */
public record DeadLetter(Direction direction, RowKey key, String reason, int attempts, Instant since) {
    /** Which way the change was going. */
    public enum Direction {
        /** From the embedded store to the shared one. */
        PUSH,
        /** From the shared store to the embedded one. */
        PULL
    }

    public DeadLetter {
        requireNonNull(direction, "direction");
        requireNonNull(key, "key");
        requireNonNull(reason, "reason");
        requireNonNull(since, "since");
    }
}
