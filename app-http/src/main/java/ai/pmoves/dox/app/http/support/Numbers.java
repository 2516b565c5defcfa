package ai.pmoves.dox.app.http.support;

import ai.pmoves.dox.domain.text.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Reads whole numbers as leniently as existing clients expect, and holds them to their range. */
public final class Numbers {
    private static final String MESSAGE = "Input should be a valid integer";

    private Numbers() {}

    /** Reads {@code 3}, {@code " 3 "} and {@code 3.0}. */
    static BigInteger parse(String text, List<?> loc) {
        var trimmed = text.strip();
        if (!trimmed.matches("[+-]?\\d{1,400}(\\.0*)?")) {
            throw new InvalidRequest("int_parsing", loc, MESSAGE + ", unable to parse string as an integer", text);
        }
        return new BigDecimal(trimmed.endsWith(".") ? trimmed + "0" : trimmed).toBigInteger();
    }

    static BigInteger whole(BigDecimal number, List<?> loc) {
        if (Math.abs((long) number.scale()) > 400) {
            throw new InvalidRequest("int_parsing_size", loc, MESSAGE + ", the number is too long", number.toString());
        }
        try {
            return number.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new InvalidRequest("int_from_float", loc, MESSAGE + ", got a number with a fractional part", number);
        }
    }

    /** Reads {@code 3}, {@code " 0.5 "} and {@code 1e3}, and nothing that is not finite. */
    static double decimal(String text, List<?> loc) {
        try {
            double number = new BigDecimal(text.strip()).doubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same refusal
        }
        throw new InvalidRequest("float_parsing", loc, "Input should be a valid number", Text.truncate(text, 100));
    }

    static double between(double least, double most, double number, List<?> loc) {
        if (number < least || number > most) {
            throw new InvalidRequest(
                    "number_out_of_range",
                    loc,
                    "Input should be %s to %s".formatted(BigDecimal.valueOf(least), BigDecimal.valueOf(most)),
                    number);
        }
        return number;
    }

    public static void atLeast(long min, BigInteger number, List<?> loc, Object input) {
        if (number.compareTo(BigInteger.valueOf(min)) < 0) {
            throw new InvalidRequest(
                    "greater_than_equal",
                    loc,
                    "Input should be greater than or equal to " + min,
                    input,
                    Map.of("ge", min));
        }
    }

    public static void atMost(long max, BigInteger number, List<?> loc, Object input) {
        if (number.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new InvalidRequest(
                    "less_than_equal", loc, "Input should be less than or equal to " + max, input, Map.of("le", max));
        }
    }
}
