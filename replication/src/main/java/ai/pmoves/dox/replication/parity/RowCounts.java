package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers of rows by their tables, for people. */
public final class RowCounts {
    private RowCounts() {}

    /** As in {@code documents 3, log_entries 1,200}, in the order of the tables. */
    public static String text(Map<StoreTable, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getKey().text() + " " + number(count.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** As in {@code 1,200}. */
    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    public static long total(Map<StoreTable, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
