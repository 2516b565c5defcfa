package ai.pmoves.dox.app.http.support;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as clients see them: milliseconds with three decimals. */
public final class Millis {
    private Millis() {}

    public static double of(Duration duration) {
        return rounded(duration.toNanos() / 1e6);
    }

    public static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
    }
}
