package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.rows.StoreTable;

/** Names a row of a store. Ordered as rows are written: parents before their children. */
public record RowKey(StoreTable table, String key) implements Comparable<RowKey> {
    public RowKey {
        requireNonNull(table, "table");
        requireNonNull(key, "key");
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
