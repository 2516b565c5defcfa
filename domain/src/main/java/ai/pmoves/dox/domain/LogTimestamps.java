package ai.pmoves.dox.domain;

import ai.pmoves.dox.domain.internal.UsualTimestamp;
import ai.pmoves.dox.domain.text.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that logs hold and that clients filter by: ISO dates and date-times, with {@code T} or a
 * blank between, {@code .} or {@code ,} before the fraction, and a zone as {@code Z}, {@code +hh:mm},
 * {@code +hhmm} or {@code +hh}. A time without a zone is UTC.
 */
public final class LogTimestamps {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .appendPattern("HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalStart()
            .appendPattern("[XXXXX][XXXX][X]")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private LogTimestamps() {}

    /** Returns the instant, or empty if the text is no such time; a bare date is its first moment. */
    public static Optional<Instant> parse(@Nullable String text) {
        return read(text, false);
    }

    /** Like {@link #parse}, but a bare date is its last microsecond: the upper end of an inclusive window. */
    public static Optional<Instant> parseUpperBound(@Nullable String text) {
        return read(text, true);
    }

    private static Optional<Instant> read(@Nullable String text, boolean endOfDay) {
        if (text == null || text.length() < 10) {
            return Optional.empty();
        }
        var usual = UsualTimestamp.parse(text);
        if (usual != null) {
            return inRange(usual);
        }
        if (!startsWithDate(text)) {
            return Optional.empty();
        }
        try {
            var parsed = ISO.parse(normalise(text.strip()));
            var date = LocalDate.from(parsed);
            if (!parsed.isSupported(ChronoField.HOUR_OF_DAY)) {
                var day = endOfDay ? date.plusDays(1) : date;
                var start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
                return inRange(endOfDay ? start.minusNanos(1_000) : start);
            }
            var zone = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
            return inRange(date.atTime(LocalTime.from(parsed)).toInstant(zone));
        } catch (DateTimeException e) {
            return Optional.empty(); // not a time: the verbatim text is all there is
        }
    }

    private static boolean startsWithDate(String text) {
        var start = text.stripLeading();
        return start.length() >= 10 && Character.isDigit(start.charAt(0)) && start.charAt(4) == '-';
    }

    private static String normalise(String text) {
        var dotted = text.replace(',', '.');
        if (dotted.length() <= 10 || dotted.charAt(10) != ' ') {
            return dotted;
        }
        return dotted.substring(0, 10) + 'T' + dotted.substring(11).replace(" ", "");
    }

    private static Optional<Instant> inRange(Instant instant) {
        var micros = instant.truncatedTo(ChronoUnit.MICROS);
        return Times.canBeStored(micros) ? Optional.of(micros) : Optional.empty();
    }
}
