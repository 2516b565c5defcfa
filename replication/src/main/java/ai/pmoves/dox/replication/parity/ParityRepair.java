package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.replication.delivery.RowApplier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the secondary equal to the primary, row by row as differences are found: missing or different rows are written
 * at once, parents first by tables, and rows that only the secondary has are removed at the end, children first.
 * Replaced and removed rows are kept before. A row that the secondary rejects is skipped, and blocks no other one. Not
 * thread-safe.
 */
public final class ParityRepair implements Consumer<Difference> {
    private static final int ROWS_OF_A_WRITE = 500;
    private static final int REFUSALS_KEPT = 100;

    private final StoreRows secondary;
    private final RemovedRows kept;
    private final RowApplier<Difference> applier = RowApplier.ofUnchanged(this::write);
    private final List<Difference> open = new ArrayList<>();
    private final Map<StoreTable, Collection<String>> extra = new EnumMap<>(StoreTable.class);
    private final List<String> refusals = new ArrayList<>();
    private long repaired;

    /** A repair that does not keep replaced and removed rows. */
    public ParityRepair(StoreRows secondary) {
        this(secondary, RemovedRows.NONE);
    }

    public ParityRepair(StoreRows secondary, RemovedRows kept) {
        this.secondary = secondary;
        this.kept = kept;
    }

    @Override
    public void accept(Difference difference) {
        if (difference.primary() == null) {
            extra.computeIfAbsent(difference.table(), table -> new ArrayList<>())
                    .add(difference.key());
            return;
        }
        if (!open.isEmpty() && (open.getFirst().table() != difference.table() || open.size() == ROWS_OF_A_WRITE)) {
            writeOpen();
        }
        open.add(difference);
    }

    private void writeOpen() {
        if (open.isEmpty()) {
            return;
        }
        open.stream().map(Difference::secondary).filter(Objects::nonNull).forEach(kept::keep);
        kept.flush();
        for (var rejected : applier.apply(open)) {
            if (refusals.size() < REFUSALS_KEPT) {
                var row = rejected.carrier();
                refusals.add("%s %s: %s".formatted(row.table().text(), row.key(), rejected.reason()));
            }
        }
        open.clear();
    }

    private void write(List<Difference> differences) {
        var rows = differences.stream()
                .map(Difference::row)
                .filter(Objects::nonNull)
                .map(Row.class::cast)
                .toList();
        secondary.restore(rows.getFirst().table(), rows);
        repaired += rows.size();
    }

    /**
     * Repairs the differences of a comparison with the current rows; {@link #finish} ends it.
     *
     * @param comparison of the primary to the secondary
     * @param toLeave the rows that must not change
     * @return how many rows were left for that
     */
    public long repair(
            RepairPlan plan, RowComparison comparison, Function<Collection<RowKey>, ? extends Set<RowKey>> toLeave) {
        long left = 0;
        for (var table : plan.tables()) {
            var keys = plan.keys(table);
            for (int from = 0; from < keys.size(); from += ROWS_OF_A_WRITE) {
                var some = keys.subList(from, Math.min(keys.size(), from + ROWS_OF_A_WRITE));
                var leave = toLeave.apply(
                        some.stream().map(key -> new RowKey(table, key)).toList());
                left += leave.size();
                comparison.differing(table, some).stream()
                        .filter(difference -> !leave.contains(new RowKey(table, difference.key())))
                        .filter(plan::allows)
                        .forEach(this);
            }
        }
        return left;
    }

    /** The rows that the secondary rejected, up to a hundred, and why. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /**
     * Writes the remaining rows, and removes the extra ones.
     *
     * @return how many rows were written or removed in all, those that went with their parents not counted
     */
    public long finish() {
        writeOpen();
        keepRowsBelow();
        for (var table : List.of(StoreTable.values()).reversed()) {
            remove(table, List.copyOf(extra.getOrDefault(table, List.of())));
        }
        extra.clear();
        return repaired;
    }

    private void keepRowsBelow() {
        if (!extra.isEmpty() && kept != RemovedRows.NONE) {
            RowsBelow.of(secondary, extra).forEach((table, keys) -> {
                for (int from = 0; from < keys.size(); from += ROWS_OF_A_WRITE) {
                    keep(table, keys.subList(from, Math.min(keys.size(), from + ROWS_OF_A_WRITE)));
                }
            });
        }
    }

    private void keep(StoreTable table, List<String> keys) {
        if (kept != RemovedRows.NONE) {
            secondary.find(table, keys).forEach(kept::keep);
            kept.flush();
        }
    }

    private void remove(StoreTable table, List<String> keys) {
        for (int from = 0; from < keys.size(); from += ROWS_OF_A_WRITE) {
            var some = keys.subList(from, Math.min(keys.size(), from + ROWS_OF_A_WRITE));
            keep(table, some);
            secondary.delete(table, some);
            repaired += some.size();
        }
    }
}
