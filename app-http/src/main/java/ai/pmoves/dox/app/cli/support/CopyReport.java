package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.replication.parity.TableParity;
import ai.pmoves.dox.replication.transfer.CopyVerification;
import ai.pmoves.dox.replication.transfer.TableCopy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a copy and a comparison print at their end: a line for each table that has rows. */
public final class CopyReport {
    private static final String COPY_LINE = "%-22s %10s %10s %10s %9s %9s %8s %9s";
    private static final String PARITY_LINE = "%-22s %12s %12s %12s %8s";

    private CopyReport() {}

    public static List<String> lines(List<TableCopy> tables) {
        var lines = new ArrayList<String>();
        lines.add(COPY_LINE.formatted(
                "table", "read", "written", "unchanged", "repaired", "rejected", "seconds", "rows/s"));
        var kinds = new TreeMap<String, Long>();
        for (var table : tables) {
            table.remarks().forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
            if (table.read() > 0 || written(table) > 0) {
                lines.add(COPY_LINE.formatted(
                        table.table().text(),
                        number(table.read()),
                        number(written(table)),
                        number(table.written().unchanged()),
                        number(table.repaired()),
                        number(table.rejected()),
                        "%.1f".formatted(table.time().toNanos() / 1e9),
                        number(table.rowsPerSecond())));
            }
        }
        lines.add(total(tables));
        kinds.forEach((kind, count) -> lines.add("  %-28s %s".formatted(kind, number(count))));
        long newer = tables.stream().mapToLong(table -> table.written().newer()).sum();
        if (newer > 0) {
            lines.add("%s rows were left as they are in the target, where they are newer.".formatted(number(newer)));
        }
        return lines;
    }

    private static String total(List<TableCopy> tables) {
        double seconds =
                tables.stream().mapToLong(table -> table.time().toNanos()).sum() / 1e9;
        long read = tables.stream().mapToLong(TableCopy::read).sum();
        return COPY_LINE.formatted(
                "all",
                number(read),
                number(tables.stream().mapToLong(CopyReport::written).sum()),
                number(tables.stream()
                        .mapToLong(table -> table.written().unchanged())
                        .sum()),
                number(tables.stream().mapToLong(TableCopy::repaired).sum()),
                number(tables.stream().mapToLong(TableCopy::rejected).sum()),
                "%.1f".formatted(seconds),
                number(seconds == 0 ? 0 : Math.round(read / seconds)));
    }

    private static long written(TableCopy table) {
        return table.written().added() + table.written().changed();
    }

    public static List<String> parityLines(List<TableParity> tables) {
        var lines = new ArrayList<String>();
        lines.add(PARITY_LINE.formatted("table", "primary", "secondary", "differences", "seconds"));
        for (var table : tables) {
            if (table.primaryRows() > 0 || table.secondaryRows() > 0) {
                lines.add(PARITY_LINE.formatted(
                        table.table().text(),
                        number(table.primaryRows()),
                        number(table.secondaryRows()),
                        number(table.differences()),
                        "%.1f".formatted(table.time().toNanos() / 1e9)));
            }
        }
        long awaiting = tables.stream().mapToLong(TableParity::awaitingVectors).sum();
        if (awaiting > 0) {
            lines.add("%s chunks wait for a vector in one of the stores.".formatted(number(awaiting)));
        }
        return lines;
    }

    /** What a comparison of a copy with its source found; one sentence a line. */
    public static List<String> verdict(CopyVerification found, Path rejectFile) {
        var seconds = "%.1f s".formatted(found.time().toNanos() / 1e9);
        if (found.verified() == found.rows()) {
            return List.of(
                    "Verified: all %s rows are the same in the target (%s).".formatted(number(found.rows()), seconds));
        }
        var parts = new ArrayList<String>();
        if (found.rejectedRows() > 0) {
            var tables = found.rejected().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(table -> "%s %s".formatted(table.getKey().text(), number(table.getValue())))
                    .collect(Collectors.joining(", "));
            parts.add("%s rejected (%s), kept in %s".formatted(number(found.rejectedRows()), tables, rejectFile));
        }
        if (found.corrected() > 0) {
            parts.add("%s corrected by --replay, and left as they are".formatted(number(found.corrected())));
        }
        if (found.differences() > 0) {
            parts.add("%s differ".formatted(number(found.differences())));
        }
        var verified = "Verified %s of %s rows (%s): %s."
                .formatted(number(found.verified()), number(found.rows()), seconds, String.join("; ", parts));
        return found.differences() == 0
                ? List.of(verified)
                : List.of(verified, "Were both sides left alone? Run the same command again, or dox parity.");
    }

    public static Map<String, Object> json(CopyVerification found) {
        var json = new TreeMap<String, Object>();
        json.put("parity", found.tables().stream().map(CopyReport::json).toList());
        json.put("rows", found.rows());
        json.put("verified_rows", found.verified());
        json.put("rejected_rows", found.rejectedRows());
        json.put("corrected_rows", found.corrected());
        return json;
    }

    public static Map<String, Object> json(TableCopy table) {
        var json = new TreeMap<String, Object>();
        json.put("table", table.table().text());
        json.put("read", table.read());
        json.put("added", table.written().added());
        json.put("changed", table.written().changed());
        json.put("unchanged", table.written().unchanged());
        json.put("newer", table.written().newer());
        json.put("repaired", table.repaired());
        json.put("rejected", table.rejected());
        json.put("remarks", table.remarks());
        json.put("seconds", seconds(table.time().toNanos()));
        json.put("rows_per_second", table.rowsPerSecond());
        return json;
    }

    public static Map<String, Object> json(TableParity table) {
        var json = new TreeMap<String, Object>();
        json.put("table", table.table().text());
        json.put("primary_rows", table.primaryRows());
        json.put("secondary_rows", table.secondaryRows());
        json.put("differences", table.differences());
        json.put("extra", table.extra());
        json.put("awaiting_vectors", table.awaitingVectors());
        json.put("seconds", seconds(table.time().toNanos()));
        return json;
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e6) / 1e3;
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
