package ai.pmoves.dox.domain.text;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as every store keeps them: whole microseconds, in UTC, of the years 1 to 9999. */
public final class Times {
    public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Times() {}

    /**
     * Returns the last microsecond that is not after the instant.
     *
     * @throws IllegalArgumentException if its year is not 1 to 9999
     */
    public static Instant micros(Instant instant) {
        var micros = instant.truncatedTo(ChronoUnit.MICROS);
        if (!canBeStored(micros)) {
            throw new IllegalArgumentException("the time is " + instant + "; its year has to be 1 to 9999");
        }
        return micros;
    }

    public static @Nullable Instant microsOrNull(@Nullable Instant instant) {
        return instant == null ? null : micros(instant);
    }

    public static boolean canBeStored(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    /**
     * Returns the duration in whole microseconds, the rest of which is left out.
     *
     * @throws IllegalArgumentException if it is of 292 years or more
     */
    public static Duration micros(Duration duration) {
        try {
            return Duration.ofNanos(duration.toNanos() / 1_000 * 1_000);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the duration is " + duration + "; that is too long");
        }
    }
}
