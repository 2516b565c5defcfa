package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Reports what {@link Backfill} would do from the beginning, by reading both sides. Rows that the target would reject
 * are not known. Writes nothing, neither to the target nor beside it.
 */
public final class DryRun {
    private final CopySource source;
    private final CopyTarget target;

    public DryRun(CopySource source, CopyTarget target) {
        this.source = source;
        this.target = target;
    }

    /**
     * The expected result of each table.
     *
     * @param tables in the order of {@link StoreTable}
     * @param kept rows that would go to the reject file
     */
    public record Findings(List<TableCopy> tables, long kept) {
        public Findings {
            tables = List.copyOf(tables);
        }
    }

    /** @throws ai.pmoves.dox.domain.error.DoxException {@code store.unavailable} if a side cannot be read */
    public Findings run(BackfillOptions options, BackfillProgress progress) {
        var rejects = new CountedRejects();
        var tables = new ArrayList<TableCopy>();
        try (var reader = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("backfill-reader").daemon().factory())) {
            for (var table : StoreTable.values()) {
                if (options.tables().contains(table)) {
                    tables.add(read(table, options.batchSize(), new TableTotals(table, rejects), progress, reader));
                }
            }
        }
        return new Findings(tables, rejects.count());
    }

    private TableCopy read(
            StoreTable table, int batchSize, TableTotals totals, BackfillProgress progress, Executor reader) {
        progress.begin(table, source.count(table), 0);
        var corrections = new Corrections(target, table);
        var ahead = new ReadAhead(source, table, Long.MIN_VALUE, batchSize, reader);
        for (var batch = ahead.next(); !batch.isEmpty(); batch = ahead.next()) {
            var others = corrections.without(batch);
            totals.corrected(batch.size() - others.size());
            others.forEach(totals::read);
            totals.written(written(table, others));
            progress.at(table, totals.rowsRead());
        }
        var result = totals.result(false);
        progress.end(result);
        return result;
    }

    private Written written(StoreTable table, List<SourceRow> batch) {
        var rows = new HashMap<String, Row>();
        for (var item : batch) {
            if (item.row() != null) {
                rows.put(item.row().id(), item.row());
            }
        }
        long unchanged = 0;
        long newer = 0;
        var stored = target.find(table, rows.keySet());
        for (var there : stored) {
            var row = rows.get(there.id());
            if (there.equals(row)) {
                unchanged++;
            } else if (row != null && revision(there) > revision(row)) {
                newer++;
            }
        }
        return new Written(rows.size() - stored.size(), stored.size() - unchanged - newer, unchanged, newer);
    }

    private static long revision(Row row) {
        return row.table().hasRevision() && row.value("revision") instanceof Long revision ? revision : 0;
    }

    /** Not thread-safe. */
    private static final class CountedRejects implements RejectLog {
        private long count;

        long count() {
            return count;
        }

        @Override
        public void add(StoreTable table, SourceRow row, String reason, boolean isRejected) {
            count++;
        }

        @Override
        public void flush() {
            // nothing is kept
        }
    }
}
