package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Current rows of a store, with their versions. Thread-safe. */
final class CurrentRows {
    private static final int MOST_READINGS = 10;

    private final StoreSync sync;
    private final RowReader rows;

    CurrentRows(StoreSync sync, RowReader rows) {
        this.sync = sync;
        this.rows = rows;
    }

    /**
     * The states of these rows, in the order of the keys; a row that is not there is a removal. A row that changes
     * while it is read is read again, so that it is not newer than its version: the other store would go back when the
     * version in between arrives. A row that keeps changing gets the earlier version; its change is sent again.
     */
    List<RowChange> of(Collection<RowKey> keys) {
        var states = new TreeMap<RowKey, RowChange>();
        Collection<RowKey> left = keys;
        for (int i = 0; i < MOST_READINGS && !left.isEmpty(); i++) {
            var versions = sync.versions(left);
            var found = find(left);
            for (var key : left) {
                var version = versions.getOrDefault(key, Version.NONE);
                states.put(key, new RowChange(key, version, Version.NONE, found.get(key)));
            }
            var later = sync.versions(left);
            left = left.stream()
                    .filter(key -> !Objects.equals(versions.get(key), later.get(key)))
                    .toList();
        }
        return List.copyOf(states.values());
    }

    private Map<RowKey, Row> find(Collection<RowKey> keys) {
        var found = new HashMap<RowKey, Row>();
        RowKey.byTable(keys)
                .forEach((table, ids) -> rows.find(table, ids).forEach(row -> found.put(RowKey.of(row), row)));
        return found;
    }

    /** Whether the row is still what this change made of it. */
    boolean isStill(RowChange change) {
        var key = change.key();
        return sync.versions(List.of(key)).getOrDefault(key, Version.NONE).equals(change.version());
    }
}
