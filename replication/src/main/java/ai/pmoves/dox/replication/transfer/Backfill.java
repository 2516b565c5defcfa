package ai.pmoves.dox.replication.transfer;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.Correction;
import ai.pmoves.dox.ports.rows.RowWriter.Checkpoint;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.replication.delivery.MissingParents;
import ai.pmoves.dox.replication.delivery.RowApplier;
import ai.pmoves.dox.replication.delivery.RowApplier.Rejected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        private final TargetRetry retry;
        private Checkpoint checkpoint;
        private @Nullable Checkpoint sent;
        private boolean isResumed;
        private long rowsBefore;

        OneTable(StoreTable table, BackfillOptions options, BackfillProgress progress) {
            this.table = table;
            this.options = options;
            this.progress = progress;
            this.totals = new TableTotals(table, rejects);
            this.retry = new TargetRetry(options.timeout(), progress::waiting);
            this.checkpoint = at(Long.MIN_VALUE, "", false);
        }

        TableCopy run(Executor reader) {
            resume();
            long rows = source.count(table);
            rowsBefore = isResumed ? Math.max(0, rows - source.countAfter(table, checkpoint.position())) : 0;
            progress.begin(table, rows, rowsBefore);
            if (!checkpoint.isDone()) {
                copy(new ReadAhead(source, table, checkpoint.position(), options.batchSize(), reader));
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
                        checkpoint = noted;
                        isResumed = true;
                    });
        }

        private void copy(ReadAhead ahead) {
            var corrections = new Corrections(target, table);
            for (var batch = ahead.next(); !batch.isEmpty(); batch = ahead.next()) {
                var others = corrections.without(batch);
                totals.corrected(batch.size() - others.size());
                others.forEach(totals::read);
                rejects.flush(); // before the checkpoint, which marks these rows as done
                checkpoint = at(batch.getLast().position(), batch.getLast().key(), false);
                if (!others.isEmpty()) {
                    write(others);
                }
                progress.at(table, rowsBefore + totals.rowsRead());
            }
            send(table, List.of(), at(checkpoint.position(), checkpoint.key(), true));
        }

        private Checkpoint at(long position, String key, boolean isDone) {
            return new Checkpoint(source.identity(), table, position, key, isDone);
        }

        /** Writes a batch with the checkpoint; if the target rejects rows, these are kept before the checkpoint. */
        private void write(List<SourceRow> batch) {
            var rows = batch.stream().filter(row -> row.row() != null).toList();
            var parents = new MissingParents<>(this::missing, this::parents);
            var applier = new RowApplier<SourceRow>(
                    some -> send(table, some, some.size() == rows.size() ? checkpoint : null),
                    parents::of,
                    this::sendParents);
            var rejected = applier.apply(rows);
            if (!checkpoint.equals(sent)) {
                rejected.forEach(this::keep);
                rejects.flush();
                send(table, List.of(), checkpoint);
            }
        }

        /** Keeps the row as the file has it, unless it was removed there meanwhile. */
        private void keep(Rejected<SourceRow> rejected) {
            var row = rejected.carrier();
            var original = row.original().isEmpty() ? source.original(table, row.position()) : row.original();
            if (!original.isEmpty()) {
                totals.refused(row.withOriginal(original), rejected.reason());
            }
        }

        private void send(StoreTable to, List<SourceRow> some, @Nullable Checkpoint with) {
            var rows = some.stream().map(SourceRow::row).map(Row.class::cast).toList();
            var corrected = corrections(some);
            totals.written(retry.call(() -> target.write(to, rows, with, corrected)));
            sent = with == null ? sent : with;
        }

        private void sendParents(List<SourceRow> parents) {
            parents.stream()
                    .collect(Collectors.groupingBy(
                            parent -> requireNonNull(parent.row()).table(),
                            () -> new EnumMap<>(StoreTable.class),
                            Collectors.toList()))
                    .forEach((to, ofTable) -> send(to, ofTable, null));
        }

        private Set<String> missing(StoreTable of, Collection<String> keys) {
            return retry.call(() -> target.missing(of, keys));
        }

        /** Rows that the file got after this copy had passed their table, and placeholders for those it lacks. */
        private List<SourceRow> parents(Set<RowKey> keys) {
            var parents = new ArrayList<SourceRow>(keys.size());
            var lacking = new HashSet<>(keys);
            RowKey.byTable(keys).forEach((of, ids) -> source.find(of, ids).forEach(row -> {
                lacking.remove(RowKey.of(row));
                parents.add(SourceRow.clean(0, row));
            }));
            lacking.forEach(key -> parents.add(SourceRow.clean(0, source.placeholder(key.table(), key.key()))));
            totals.madeUp(lacking.size());
            return parents;
        }
    }

    private static List<Correction> corrections(List<SourceRow> rows) {
        var corrections = new ArrayList<Correction>();
        for (var row : rows) {
            var corrects = row.corrects();
            if (corrects != null) {
                corrections.add(new Correction(corrects.key(), corrects.originalDigest(), row.targetKey()));
            }
        }
        return corrections;
    }
}
