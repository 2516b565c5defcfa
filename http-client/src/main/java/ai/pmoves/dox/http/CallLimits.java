package ai.pmoves.dox.http;

import java.time.Duration;

/**
 * The limits of one call.
 *
 * @param timeout from the call until the last byte of the answer
 * @param maxBytes largest body of an answer
 */
public record CallLimits(Duration timeout, long maxBytes) {
    public CallLimits {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout %s is not positive".formatted(timeout));
        }
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes %d is negative".formatted(maxBytes));
        }
    }
}
