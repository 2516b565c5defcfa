package ai.pmoves.dox.domain.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers in the one form in which every store gives them back. */
public final class JsonNumbers {
    /** Stores and parsers have limits of their own beyond this. */
    private static final int MAX_DIGITS = 1_000;

    private static final int BITS_OF_MORE_DIGITS = 4_000;

    private JsonNumbers() {}

    /** A {@link Long}, {@link BigInteger}, {@link Double} or {@link BigDecimal}, text, or null for JSON's null. */
    public static @Nullable Object of(Number number) {
        return switch (number) {
            case Double d -> finite(d);
            case Float f -> finite(f.doubleValue());
            case BigInteger big -> whole(big);
            case BigDecimal decimal -> decimal(decimal);
            default -> number.longValue();
        };
    }

    private static @Nullable Double finite(double d) {
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            return null;
        }
        return d == 0 ? 0.0 : d;
    }

    private static Object whole(BigInteger big) {
        if (big.bitLength() < Long.SIZE) {
            return big.longValue();
        }
        boolean tooLong = big.bitLength() > BITS_OF_MORE_DIGITS || new BigDecimal(big).precision() > MAX_DIGITS;
        return tooLong ? big.toString() : big;
    }

    /** What has no fraction is whole; what a double says as exactly is a double. */
    private static Object decimal(BigDecimal decimal) {
        long beforePoint = (long) decimal.precision() - decimal.scale();
        if (beforePoint > MAX_DIGITS || decimal.scale() > MAX_DIGITS) {
            return decimal.toString();
        }
        if (decimal.scale() == 0) {
            return whole(decimal.unscaledValue());
        }
        double d = decimal.doubleValue();
        if (Double.isFinite(d) && BigDecimal.valueOf(d).compareTo(decimal) == 0) {
            return d;
        }
        var shortest = decimal.stripTrailingZeros();
        return shortest.scale() < 1 ? shortest.setScale(1) : shortest;
    }
}
