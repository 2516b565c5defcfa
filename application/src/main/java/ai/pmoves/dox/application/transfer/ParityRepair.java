package ai.pmoves.dox.application.transfer;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Brings the secondary to the primary's state, row by row as differences are found: rows that are missing or
 * different are written at once, parents first as the tables come, and rows that are too many are removed at the end,
 * children first. A row that the secondary will not take is left, and keeps no other one back. Belongs to one thread.
 */
public final class ParityRepair implements Consumer<Difference> {
    private static final int ROWS_OF_A_WRITE = 500;
    private static final int REFUSALS_KEPT = 100;

    private final RowWriter secondary;
    private final List<Row> rows = new ArrayList<>();
    private final Map<StoreTable, Collection<String>> extra = new EnumMap<>(StoreTable.class);
    private final List<String> refusals = new ArrayList<>();
    private long repaired;

    public ParityRepair(RowWriter secondary) {
        this.secondary = secondary;
    }

    @Override
    public void accept(Difference difference) {
        if (difference.primary() == null) {
            extra.computeIfAbsent(difference.table(), table -> new ArrayList<>())
                    .add(difference.key());
            return;
        }
        if (!rows.isEmpty() && (rows.getFirst().table() != difference.table() || rows.size() == ROWS_OF_A_WRITE)) {
            write(List.copyOf(rows));
            rows.clear();
        }
        rows.add(difference.primary());
    }

    /** Writes them all at once, or if one is refused, halves until it is alone. */
    private void write(List<Row> batch) {
        try {
            secondary.restore(batch.getFirst().table(), batch);
            repaired += batch.size();
        } catch (DoxException | IllegalStateException e) {
            if (e instanceof DoxException failure
                    && (failure.kind() == FailureKind.UNAVAILABLE || failure.kind() == FailureKind.INTERNAL)) {
                throw e;
            }
            if (batch.size() > 1) {
                write(batch.subList(0, batch.size() / 2));
                write(batch.subList(batch.size() / 2, batch.size()));
            } else if (refusals.size() < REFUSALS_KEPT) {
                var row = batch.getFirst();
                refusals.add("%s %s: %s".formatted(row.table().text(), row.id(), e.getMessage()));
            }
        }
    }

    /** The rows that the secondary would not take, up to a hundred, and why. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Writes what is left; returns how many rows were written or removed in all. */
    public long finish() {
        if (!rows.isEmpty()) {
            write(List.copyOf(rows));
            rows.clear();
        }
        for (var table : List.of(StoreTable.values()).reversed()) {
            var keys = extra.getOrDefault(table, List.of());
            secondary.delete(table, keys);
            repaired += keys.size();
        }
        extra.clear();
        return repaired;
    }
}
