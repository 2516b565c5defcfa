package ai.pmoves.dox.application.transfer;

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
 * children first. Belongs to one thread.
 */
public final class ParityRepair implements Consumer<Difference> {
    private static final int ROWS_OF_A_WRITE = 500;

    private final RowWriter secondary;
    private final List<Row> rows = new ArrayList<>();
    private final Map<StoreTable, Collection<String>> extra = new EnumMap<>(StoreTable.class);
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
            write();
        }
        rows.add(difference.primary());
    }

    private void write() {
        secondary.restore(rows.getFirst().table(), List.copyOf(rows));
        repaired += rows.size();
        rows.clear();
    }

    /** Writes what is left; returns how many rows were written or removed in all. */
    public long finish() {
        if (!rows.isEmpty()) {
            write();
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
