package ai.pmoves.dox.domain.extract;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads amounts as reports write them: {@code $1,250.50}, {@code (300)}, {@code 12%}, {@code 4.2M}. */
public final class Amounts {
    private static final Pattern CELL =
            Pattern.compile("(?<open>\\()?[-+]?(?<digits>\\d{1,15}(?:\\.\\d+)?|\\.\\d+)\\)?");
    private static final Pattern DECORATION = Pattern.compile("[\\s,$€£¥%\\u00a0]");

    private Amounts() {}

    /** Returns the number that a table's cell holds, or empty if it is no number; parentheses mean below zero. */
    public static OptionalDouble ofCell(@Nullable String cell) {
        if (cell == null || cell.length() > 40) {
            return OptionalDouble.empty();
        }
        var text = DECORATION.matcher(cell.replace('−', '-')).replaceAll("");
        var matcher = CELL.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(matcher.group("digits"));
        boolean negative = matcher.group("open") != null || text.startsWith("-");
        return OptionalDouble.of(negative ? -value : value);
    }

    /** Returns the digits times what the suffix (K, M, B, million and so on, or null) stands for. */
    static double scaled(String digits, @Nullable String suffix) {
        double value = Double.parseDouble(digits.replace(",", ""));
        if (suffix == null) {
            return value;
        }
        return switch (suffix.toLowerCase(Locale.ROOT)) {
            case "k", "thousand" -> value * 1e3;
            case "m", "mn", "million" -> value * 1e6;
            case "b", "bn", "billion" -> value * 1e9;
            default -> value;
        };
    }
}
