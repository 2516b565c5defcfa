package ai.pmoves.dox.http;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats failed calls in growing, random intervals. Safe for use by many threads. */
public final class Retry {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final double JITTER = 0.25;
    private static final int UNLIMITED = -1;

    private final RetryPolicy<Object> policy;

    /**
     * @param limit no attempt begins later than this after the first
     * @param transientFailure whether the same call may succeed a moment later
     */
    public Retry(Duration limit, Predicate<IOException> transientFailure) {
        var first = min(FIRST_PAUSE, limit.dividedBy(4));
        this.policy = RetryPolicy.builder()
                .withMaxAttempts(UNLIMITED)
                .withBackoff(first, min(LONGEST_PAUSE, limit.dividedBy(2)))
                .withJitter(JITTER)
                .withMaxDuration(limit)
                .handleIf(failure -> failure instanceof IOException io && transientFailure.test(io))
                .onRetry(event -> LOG.debug(
                        "event=http.retry attempt={} reason=\"{}\"",
                        event.getAttemptCount(),
                        reason(event.getLastException())))
                .build();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /**
     * One try of a call. Trying twice does no harm.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    public interface Attempt<T> {
        /** @param number 0 for the first */
        T run(int number) throws IOException;
    }

    /**
     * Makes a call until it succeeds.
     *
     * @throws IOException the failure of the last attempt
     */
    public <T> T call(Attempt<T> attempt) throws IOException {
        try {
            return Failsafe.with(policy).get(context -> attempt.run(context.getAttemptCount()));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            throw e;
        }
    }
}
