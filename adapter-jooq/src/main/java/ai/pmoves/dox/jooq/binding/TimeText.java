package ai.pmoves.dox.jooq.binding;

import ai.pmoves.dox.domain.LogTimestamps;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Instants of the years 1 to 9999 as text: {@code 2026-01-02T03:04:05.123456Z}, always in UTC with six decimals, so
 * that they sort as text. By hand, since a formatter takes several times as long as the rest of a row.
 */
public final class TimeText {
    private static final String FORM = "dddd-dd-ddTdd:dd:dd.ddddddZ";

    private TimeText() {}

    public static String write(Instant instant) {
        var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        var text = FORM.toCharArray();
        put(text, 0, 4, time.getYear());
        put(text, 5, 2, time.getMonthValue());
        put(text, 8, 2, time.getDayOfMonth());
        put(text, 11, 2, time.getHour());
        put(text, 14, 2, time.getMinute());
        put(text, 17, 2, time.getSecond());
        put(text, 20, 6, time.getNano() / 1_000);
        return new String(text);
    }

    private static void put(char[] text, int from, int digits, int number) {
        int rest = number;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Reads what {@link #write} wrote, and otherwise whatever {@link LogTimestamps} can. */
    public static Optional<Instant> read(String text) {
        if (!hasForm(text)) {
            return LogTimestamps.parse(text);
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        boolean exists = year > 0
                && month > 0
                && month <= 12
                && day > 0
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth())
                && hour < 24
                && minute < 60
                && second < 60;
        return exists
                ? Optional.of(LocalDateTime.of(year, month, day, hour, minute, second, number(text, 20, 6) * 1_000)
                        .toInstant(ZoneOffset.UTC))
                : Optional.empty();
    }

    private static boolean hasForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char wanted = FORM.charAt(i);
            char c = text.charAt(i);
            if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
