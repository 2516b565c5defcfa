package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.StoreRows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Copies a file of this program or of the Python backend into a store.
 *
 * <p>Each batch is written together with a checkpoint, so that after any interruption the same call resumes with at
 * most one batch sent again. A completed copy forgets its checkpoint: the next one reads every row again and writes
 * those that changed. Rows that the file no longer has stay in the target, and so do corrected rows.
 */
public final class Backfill {
    private final CopySource source;
    private final StoreRows target;
    private final RejectLog rejects;

    public Backfill(CopySource source, StoreRows target, RejectLog rejects) {
        this.source = source;
        this.target = target;
        this.rejects = rejects;
    }

    /**
     * Copies, and returns the result of each table, in the order of {@link StoreTable}.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.unavailable} if the target was away for longer
     *     than the timeout, or if the file cannot be read; the same call goes on from there
     */
    public List<TableCopy> run(BackfillOptions options, BackfillProgress progress) {
        var copies = new ArrayList<TableCopy>();
        try (var reader = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("backfill-reader").daemon().factory())) {
            for (var table : StoreTable.values()) {
                if (options.tables().contains(table)) {
                    var copy = new OneTable(table, options, progress);
                    copies.add(copy.run(reader));
                }
            }
        }
        target.forget(source.identity());
        return List.copyOf(copies);
    }

    /** The copy of a table. */
    private final class OneTable {
        private final StoreTable table;
        private final BackfillOptions options;
        private final BackfillProgress progress;
        private final TableTotals totals;
        private long position = Long.MIN_VALUE;
        private String key = "";
        private boolean isDone;
        private boolean isResumed;
        private long rowsBefore;

        OneTable(StoreTable table, BackfillOptions options, BackfillProgress progress) {
            this.table = table;
            this.options = options;
            this.progress = progress;
            this.totals = new TableTotals(table, rejects);
        }

        TableCopy run(java.util.concurrent.Executor reader) {
            resume();
            long rows = source.count(table);
            rowsBefore = isResumed ? Math.max(0, rows - source.countAfter(table, position)) : 0;
            progress.begin(table, rows, rowsBefore);
            if (!isDone) {
                copy(new ReadAhead(source, table, position, options.batchSize(), reader));
            }
            var result = totals.result(isResumed);
            progress.end(result);
            return result;
        }

        /**
         * Resumes an earlier copy, unless the file is another one or was rearranged since. A table that was empty is
         * read again: another file with the same checkpoint may have rows.
         */
        private void resume() {
            target.checkpoint(source.identity(), table)
                    .filter(noted -> source.keyAt(table, noted.position())
                            .filter(noted.key()::equals)
                            .isPresent())
                    .ifPresent(noted -> {
                        position = noted.position();
                        key = noted.key();
                        isDone = noted.isDone();
                        isResumed = true;
                    });
        }

        private void copy(ReadAhead ahead) {
            var writer = new BatchWriter(source, target, options.timeout(), progress::waiting);
            var corrections = new Corrections(target, table);
            for (var batch = ahead.next(); !batch.isEmpty(); batch = ahead.next()) {
                var others = corrections.without(batch);
                totals.corrected(batch.size() - others.size());
                others.forEach(totals::read);
                rejects.flush(); // before the checkpoint, which marks these rows as done
                if (!others.isEmpty()) {
                    writer.write(table, others, totals);
                    rejects.flush();
                }
                remember(batch.getLast());
                progress.at(table, rowsBefore + totals.rowsRead());
            }
            writer.done(table, position, key);
        }

        private void remember(SourceRow last) {
            position = last.position();
            key = last.key();
        }
    }
}
