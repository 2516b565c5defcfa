package ai.pmoves.dox.testing.postgres;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits of tests for what happens on other threads and in other processes, with one timeout for all: {@code
 * Eventually.await("the hub is back").until(() -> ...)}.
 */
public final class Eventually {
    /** Far longer than anything takes that is waited for, so that a busy machine fails no test. */
    public static final Duration TIMEOUT = Duration.ofMinutes(3);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private Eventually() {}

    /**
     * Begins to wait.
     *
     * @param what the condition, in words, for the message of a timeout
     */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(TIMEOUT).pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL);
    }
}
