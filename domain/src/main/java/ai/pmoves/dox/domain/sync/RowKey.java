package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Names a row of a store. Ordered as rows are written: parents before their children. */
public record RowKey(StoreTable table, String key) implements Comparable<RowKey> {
    public RowKey {
        requireNonNull(table, "table");
        requireNonNull(key, "key");
    }

    public static RowKey of(Row row) {
        return new RowKey(row.table(), row.id());
    }

    /** The rows that have to be there before this one. */
    public static List<RowKey> parentsOf(Row row) {
        var parents = new ArrayList<RowKey>();
        row.table().parents().forEach((column, table) -> {
            if (row.value(column) instanceof String parent) {
                parents.add(new RowKey(table, parent));
            }
        });
        return parents;
    }

    /** The keys by their tables, in the order of both. */
    public static Map<StoreTable, List<String>> byTable(Collection<RowKey> keys) {
        var byTable = new EnumMap<StoreTable, List<String>>(StoreTable.class);
        keys.forEach(key ->
                byTable.computeIfAbsent(key.table(), table -> new ArrayList<>()).add(key.key()));
        return byTable;
    }

    @Override
    public int compareTo(RowKey other) {
        int byTable = table.compareTo(other.table);
        return byTable != 0 ? byTable : key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return table.text() + " '" + key + "'";
    }
}
