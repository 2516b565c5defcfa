package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The child rows that are removed with others. */
public final class RowsBelow {
    private RowsBelow() {}

    /**
     * Returns the keys of the rows that belong to these rows, directly or not, without these rows themselves. Reads
     * each table whose rows can belong to one of them.
     */
    public static Map<StoreTable, List<String>> of(
            RowReader rows, Map<StoreTable, ? extends Collection<String>> removed) {
        var gone = new EnumMap<StoreTable, Set<String>>(StoreTable.class);
        removed.forEach((table, keys) -> gone.put(table, new HashSet<>(keys)));
        var below = new EnumMap<StoreTable, List<String>>(StoreTable.class);
        for (var table : StoreTable.values()) {
            if (table.parents().values().stream().anyMatch(gone::containsKey)) {
                var found = new ArrayList<String>();
                var known = gone.getOrDefault(table, Set.of());
                rows.scan(table, row -> {
                    if (!known.contains(row.id()) && belongsToOne(row, gone)) {
                        found.add(row.id());
                    }
                });
                if (!found.isEmpty()) {
                    below.put(table, found);
                    gone.computeIfAbsent(table, of -> new HashSet<>()).addAll(found);
                }
            }
        }
        return below;
    }

    private static boolean belongsToOne(Row row, Map<StoreTable, Set<String>> gone) {
        for (var reference : row.table().parents().entrySet()) {
            if (row.value(reference.getKey()) instanceof String parent
                    && gone.getOrDefault(reference.getValue(), Set.of()).contains(parent)) {
                return true;
            }
        }
        return false;
    }
}
