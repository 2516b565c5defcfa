package ai.pmoves.dox.ingest.internal.tabular;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/** What a number in a sheet means: a whole number, another one, or a moment. */
final class SheetNumbers {
    private static final double EXACT = 1e15;

    private SheetNumbers() {}

    /** Returns a {@link Long} or a {@link Double}, or null for what is no number. */
    static @Nullable Object plain(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return null;
        }
        return value == Math.rint(value) && Math.abs(value) < EXACT ? (Object) (long) value : (Object) value;
    }

    /** Returns ISO text: a date where the time is midnight, a time where there is no day, else both. */
    static @Nullable Object moment(double value, boolean from1904) {
        LocalDateTime moment = DateUtil.getLocalDateTime(value, from1904, true);
        if (moment == null) {
            return plain(value);
        }
        if (value >= 0 && value < 1) {
            return moment.toLocalTime().format(DateTimeFormatter.ISO_LOCAL_TIME);
        }
        return moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? moment.toLocalDate().toString()
                : moment.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /** Whether a cell's format shows a moment; a format such as {@code [h]:mm} shows a length of time. */
    static boolean isMoment(int formatIndex, @Nullable String format) {
        return (format == null || !format.contains("[h")) && DateUtil.isADateFormat(formatIndex, format);
    }
}
