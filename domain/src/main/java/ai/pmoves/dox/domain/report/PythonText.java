package ai.pmoves.dox.domain.report;

import ai.pmoves.dox.domain.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python writes them, which texts show that existing clients know: {@code 413000.0}, {@code 5e-05}. */
public final class PythonText {
    private static final int SCIENTIFIC_FROM = 16;
    private static final int SCIENTIFIC_BELOW = -4;

    private PythonText() {}

    /** What {@code str} gives: a text as it is, anything else as {@code repr} gives it. */
    public static String of(@Nullable Object jsonValue) {
        return jsonValue instanceof String text ? text : repr(jsonValue);
    }

    private static String repr(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean truth -> truth ? "True" : "False";
            case String text -> quoted(text);
            case Double number -> number(number);
            case BigDecimal number -> number(number.doubleValue());
            case List<?> list -> list.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Json json -> repr(json.value());
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var quoted = new StringBuilder().append(quote);
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> quoted.append(c == quote ? "\\" + c : c < ' ' ? "\\x%02x".formatted((int) c) : c);
            }
        }
        return quoted.append(quote).toString();
    }

    private static String number(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return Double.toString(number);
        }
        var digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= SCIENTIFIC_BELOW && exponent < SCIENTIFIC_FROM) {
            return digits.scale() > 0 ? digits.toPlainString() : digits.toPlainString() + ".0";
        }
        var mantissa = digits.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
