package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts a table's rows by outcome while they are copied. Not thread-safe. */
final class TableTotals {
    private final StoreTable table;
    private final RejectLog rejects;
    private final long begin = System.nanoTime();
    private final Map<String, Long> remarks = new TreeMap<>();
    private Written written = Written.NOTHING;
    private long read;
    private long repaired;
    private long rejected;

    TableTotals(StoreTable table, RejectLog rejects) {
        this.table = table;
        this.rejects = rejects;
    }

    /** Counts a row of the source, and keeps it if the target has not all of it. */
    void read(SourceRow row) {
        read++;
        if (row.remarks().isEmpty()) {
            return;
        }
        row.remarks().forEach(remark -> remarks.merge(remark.kind(), 1L, Long::sum));
        boolean isRejected = row.row() == null;
        if (isRejected) {
            rejected++;
        } else {
            repaired++;
        }
        if (isRejected || row.remarks().stream().anyMatch(remark -> remark.isLossy())) {
            rejects.add(table, row, reasons(row), isRejected);
        }
    }

    private static String reasons(SourceRow row) {
        var reasons = new StringBuilder();
        for (var remark : row.remarks()) {
            reasons.append(reasons.isEmpty() ? "" : "; ")
                    .append("%s: %s (%s)".formatted(remark.column(), remark.detail(), remark.kind()));
        }
        return reasons.toString();
    }

    /** Counts a row that the target rejected. */
    void refused(SourceRow row, String reason) {
        remarks.merge("target.refused", 1L, Long::sum);
        rejected++;
        if (!row.remarks().isEmpty()) {
            repaired--; // it was counted as such when it was read
        }
        rejects.add(table, row, reason, true);
    }

    /** Counts rows that were left because they were corrected. */
    void corrected(int rows) {
        if (rows > 0) {
            read += rows;
            remarks.merge("row.corrected", (long) rows, Long::sum);
        }
    }

    /** Counts placeholder parents. */
    void madeUp(int parents) {
        if (parents > 0) {
            remarks.merge("parent.missing", (long) parents, Long::sum);
        }
    }

    void written(Written more) {
        written = written.plus(more);
    }

    long rowsRead() {
        return read;
    }

    /** @param isResumed whether this run resumed an earlier one */
    TableCopy result(boolean isResumed) {
        return new TableCopy(
                table,
                read,
                written,
                repaired,
                rejected,
                isResumed,
                Map.copyOf(remarks),
                Duration.ofNanos(System.nanoTime() - begin));
    }
}
