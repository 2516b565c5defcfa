package ai.pmoves.dox.app.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as clients see them: milliseconds with three decimals. */
final class Millis {
    private Millis() {}

    static double of(Duration duration) {
        return rounded(duration.toNanos() / 1e6);
    }

    static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
    }
}
