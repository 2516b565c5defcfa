package ai.pmoves.dox.ports.measure;

import java.time.Duration;

/**
 * How long calls took, failed ones included.
 *
 * @param count of the calls; if it is 0 the times are, too
 * @param p50 what half of them took at most, up to 1 % too high; {@code p95} and {@code p99} alike
 */
public record Latencies(long count, Duration p50, Duration p95, Duration p99) {
    public static final Latencies NONE = new Latencies(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
