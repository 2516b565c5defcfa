package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.replication.parity.Difference.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The rows that a repair would change, by the kind of difference. Not thread-safe. */
public final class RepairPlan implements Consumer<Difference> {
    private final Map<Kind, Map<StoreTable, Set<String>>> keys = new EnumMap<>(Kind.class);

    @Override
    public void accept(Difference difference) {
        keys.computeIfAbsent(difference.kind(), kind -> new EnumMap<>(StoreTable.class))
                .computeIfAbsent(difference.table(), table -> new LinkedHashSet<>())
                .add(difference.key());
    }

    /** How many rows of each table have this kind of difference. */
    public Map<StoreTable, Long> counts(Kind kind) {
        var counts = new EnumMap<StoreTable, Long>(StoreTable.class);
        of(kind).forEach((table, ofTable) -> counts.put(table, (long) ofTable.size()));
        return counts;
    }

    /** The keys of the rows with this kind of difference, by their tables. */
    Map<StoreTable, Set<String>> of(Kind kind) {
        return keys.getOrDefault(kind, Map.of());
    }

    /** The tables that have such rows, parents first. */
    Set<StoreTable> tables() {
        var tables = EnumSet.noneOf(StoreTable.class);
        keys.values().forEach(byTable -> tables.addAll(byTable.keySet()));
        return tables;
    }

    /** The keys of all rows of a table. */
    List<String> keys(StoreTable table) {
        var ofTable = new ArrayList<String>();
        keys.values().forEach(byTable -> ofTable.addAll(byTable.getOrDefault(table, Set.of())));
        return ofTable;
    }

    /** Whether a row may be repaired as it is now: only announced rows are removed. */
    boolean allows(Difference difference) {
        return difference.kind() != Kind.EXTRA
                || of(Kind.EXTRA).getOrDefault(difference.table(), Set.of()).contains(difference.key());
    }

    /** The child rows that would be removed with the secondary's extra rows. */
    public Map<StoreTable, Long> below(RowReader secondary) {
        var counts = new EnumMap<StoreTable, Long>(StoreTable.class);
        if (keys.containsKey(Kind.EXTRA)) {
            RowsBelow.of(secondary, of(Kind.EXTRA))
                    .forEach((table, ofTable) -> counts.put(table, (long) ofTable.size()));
        }
        return counts;
    }

    /** How many rows there are in all. */
    public long rows() {
        long rows = 0;
        for (var kind : keys.keySet()) {
            rows += RowCounts.total(counts(kind));
        }
        return rows;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }
}
