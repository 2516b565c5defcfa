package ai.pmoves.dox.sqlite.legacy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numeric columns, in which SQLite also accepts text and BLOBs. */
final class LegacyNumbers {
    private static final int MAX_CHARS = 400;

    private LegacyNumbers() {}

    static @Nullable Integer optionalInt(@Nullable Object raw, IssueLog notes) {
        return raw == null || raw instanceof Integer ? (Integer) raw : oddInt(raw, notes);
    }

    /** A whole number that has to be there: 0 where there is none. */
    static Integer requiredInt(@Nullable Object raw, IssueLog notes) {
        if (raw == null) {
            notes.add(DataIssue.NUMBER_MISSING, "NULL where there has to be a number");
        }
        var number = optionalInt(raw, notes);
        return number == null ? 0 : number;
    }

    private static @Nullable Integer oddInt(Object raw, IssueLog notes) {
        var number = decimal(raw);
        try {
            if (number != null) {
                int whole = number.intValueExact();
                if (raw instanceof String) {
                    notes.add(DataIssue.NUMBER_TEXT, shown(raw));
                }
                return whole;
            }
        } catch (ArithmeticException e) {
            // a fraction, or too large: reported like any other value that is no such number
        }
        notes.add(DataIssue.NUMBER_INVALID, shown(raw) + " is no whole number of 32 bits");
        return null;
    }

    /** A finite number; zero has no sign. */
    static @Nullable Double optionalDouble(@Nullable Object raw, IssueLog notes) {
        if (raw == null) {
            return null;
        }
        var decimal = decimal(raw);
        double number = decimal == null ? Double.NaN : decimal.doubleValue();
        if (!Double.isFinite(number)) {
            notes.add(DataIssue.NUMBER_INVALID, shown(raw) + " is no finite number");
            return null;
        }
        if (raw instanceof String) {
            notes.add(DataIssue.NUMBER_TEXT, shown(raw));
        }
        return number == 0 ? 0.0 : number;
    }

    private static @Nullable BigDecimal decimal(Object raw) {
        try {
            return switch (raw) {
                case Double d -> BigDecimal.valueOf(d);
                case Number n -> BigDecimal.valueOf(n.longValue());
                case String text -> text.length() <= MAX_CHARS ? new BigDecimal(text.strip()) : null;
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null; // infinite, or no number at all
        }
    }

    private static String shown(Object raw) {
        return switch (raw) {
            case byte[] bytes -> "a BLOB of %d bytes".formatted(bytes.length);
            case String text -> IssueLog.quote(text);
            default -> raw.toString();
        };
    }
}
