package ai.pmoves.dox.application.sync;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Rows of a store as they are now, with their versions. Safe for use by many threads. */
final class CurrentRows {
    private final StoreSync sync;
    private final RowReader rows;

    CurrentRows(StoreSync sync, RowReader rows) {
        this.sync = sync;
        this.rows = rows;
    }

    /**
     * The states of these rows, in the order of the keys; a row that is not there is a removal. The versions are read
     * before the rows, so that none is too great for its row: a row that changes in between comes again.
     */
    List<RowChange> of(Collection<RowKey> keys) {
        var versions = sync.versions(keys);
        var found = find(keys);
        var states = new ArrayList<RowChange>(keys.size());
        for (var key : new TreeSet<>(keys)) {
            states.add(new RowChange(key, versions.getOrDefault(key, Version.NONE), Version.NONE, found.get(key)));
        }
        return states;
    }

    private Map<RowKey, Row> find(Collection<RowKey> keys) {
        var byTable = new EnumMap<StoreTable, List<String>>(StoreTable.class);
        for (var key : keys) {
            byTable.computeIfAbsent(key.table(), table -> new ArrayList<>()).add(key.key());
        }
        var found = new HashMap<RowKey, Row>();
        byTable.forEach(
                (table, ids) -> rows.find(table, ids).forEach(row -> found.put(new RowKey(table, row.id()), row)));
        return found;
    }

    /** Whether the row is still what this change made of it. */
    boolean isStill(RowChange change) {
        var key = change.key();
        return sync.versions(List.of(key)).getOrDefault(key, Version.NONE).equals(change.version());
    }
}
