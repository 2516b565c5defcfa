package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.Correction;
import ai.pmoves.dox.ports.rows.RowWriter;
import ai.pmoves.dox.ports.rows.RowWriter.Checkpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into the target: waits while it is away, writes missing parents first, and splits a refused batch down to
 * the rejected row. Not thread-safe.
 */
final class BatchWriter {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final CopySource source;
    private final RowWriter target;
    private final Duration timeout;
    private final Consumer<String> waiting;

    /** @param waiting hears why the target is away */
    BatchWriter(CopySource source, RowWriter target, Duration timeout, Consumer<String> waiting) {
        this.source = source;
        this.target = target;
        this.timeout = timeout;
        this.waiting = waiting;
    }

    /**
     * Writes the rows and, with the last of them, the checkpoint.
     *
     * @throws DoxException {@code store.unavailable} if the target was away for longer than the timeout; what was
     *     written until then is noted in the checkpoint
     */
    void write(StoreTable table, List<SourceRow> batch, TableTotals totals) {
        var checkpoint = checkpointAt(table, batch.getLast());
        var rows = batch.stream()
                .map(SourceRow::row)
                .filter(Objects::nonNull)
                .map(Row.class::cast)
                .toList();
        try {
            totals.written(send(table, rows, checkpoint, corrections(batch), totals));
        } catch (Refusal refusal) {
            if (batch.size() > 1) {
                int half = batch.size() / 2;
                write(table, batch.subList(0, half), totals);
                write(table, batch.subList(half, batch.size()), totals);
            } else {
                refused(table, batch.getFirst(), refusal, totals);
                withRetry(() -> target.write(table, List.of(), checkpoint));
            }
        }
    }

    /** Keeps the row as the file has it, unless it was removed there meanwhile. */
    private void refused(StoreTable table, SourceRow row, Refusal refusal, TableTotals totals) {
        var original = row.original().isEmpty() ? source.original(table, row.position()) : row.original();
        if (!original.isEmpty()) {
            totals.refused(row.withOriginal(original), refusal.reason());
        }
    }

    private static List<Correction> corrections(List<SourceRow> batch) {
        var corrections = new ArrayList<Correction>();
        for (var item : batch) {
            var corrects = item.corrects();
            if (corrects != null && item.row() != null) {
                corrections.add(new Correction(
                        corrects.key(), corrects.originalDigest(), item.row().id()));
            }
        }
        return corrections;
    }

    private Checkpoint checkpointAt(StoreTable table, SourceRow last) {
        return new Checkpoint(source.identity(), table, last.position(), last.key(), false);
    }

    /** Records that a table is copied. */
    void done(StoreTable table, long position, String key) {
        withRetry(() -> target.write(table, List.of(), new Checkpoint(source.identity(), table, position, key, true)));
    }

    private RowWriter.Written send(
            StoreTable table,
            List<Row> rows,
            @Nullable Checkpoint checkpoint,
            List<Correction> corrections,
            TableTotals totals) {
        try {
            return withRetry(() -> target.write(table, rows, checkpoint, corrections));
        } catch (DoxException e) {
            if (e.code() == ErrorCode.PARENT_MISSING && bringParents(table, rows, totals)) {
                return send(table, rows, checkpoint, corrections, totals);
            }
            if (e.code() == ErrorCode.MODEL_MISMATCH) {
                return send(table, withoutVectors(rows), checkpoint, corrections, totals);
            }
            if (e.kind() == FailureKind.UNAVAILABLE || e.kind() == FailureKind.INTERNAL) {
                throw e;
            }
            throw new Refusal(e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Refusal(e);
        }
    }

    /** The target has vectors of another model; its embedder makes new ones. */
    private static List<Row> withoutVectors(List<Row> rows) {
        return rows.stream()
                .map(row -> row.with("embedding", null).with("embedding_model", null))
                .toList();
    }

    /** Returns whether any was missing. */
    private boolean bringParents(StoreTable table, List<Row> rows, TableTotals totals) {
        boolean brought = false;
        for (var reference : table.parents().entrySet()) {
            brought |= bringParents(reference.getValue(), Row.texts(rows, reference.getKey()), totals);
        }
        return brought;
    }

    private boolean bringParents(StoreTable table, Set<String> keys, TableTotals totals) {
        var missing = new HashSet<>(withRetry(() -> target.missing(table, keys)));
        if (missing.isEmpty()) {
            return false;
        }
        var parents = new ArrayList<>(source.find(table, missing)); // written after this copy had passed their table
        parents.forEach(parent -> missing.remove(parent.id()));
        missing.forEach(key -> parents.add(source.placeholder(table, key)));
        totals.madeUp(missing.size());
        totals.written(send(table, parents, null, List.of(), totals));
        return true;
    }

    /** Tries again while the target is away. */
    private <T> T withRetry(java.util.function.Supplier<T> call) {
        long begin = System.nanoTime();
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                return call.get();
            } catch (DoxException e) {
                if (e.kind() != FailureKind.UNAVAILABLE || System.nanoTime() - begin > timeout.toNanos()) {
                    throw e;
                }
                waiting.accept(e.getMessage());
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "The copy was interrupted while it waited.", e);
        }
    }

    /** The target will never take these rows as they are. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(RuntimeException cause) {
            super(cause);
        }

        String reason() {
            return String.valueOf(getCause().getMessage());
        }
    }
}
