package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.replication.delivery.MissingParents;
import ai.pmoves.dox.replication.delivery.RowApplier;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Applies pulled rows of a hub to an edge. Not thread-safe. */
final class PullApplier {
    private final Edge edge;
    private final CurrentRows hubRows;

    PullApplier(Edge edge, Hub hub) {
        this.edge = edge;
        this.hubRows = new CurrentRows(hub.sync(), hub.store().rows());
    }

    /** Applies changes to the edge, with current parents from the hub. */
    RowApplier<RowChange> applier(Consumer<List<RowChange>> write) {
        var parents = new MissingParents<>(edge.store().rows()::missing, hubRows::of);
        return new RowApplier<>(write, parents::of, this::takeStates);
    }

    /** The current rows of the hub with these keys. */
    List<RowChange> states(Collection<RowKey> keys) {
        return hubRows.of(keys);
    }

    /** Writes existing rows with their versions in the hub, also if it has none. */
    void takeStates(List<RowChange> states) {
        var rows = new EnumMap<StoreTable, List<Row>>(StoreTable.class);
        var versions = new HashMap<RowKey, Version>();
        for (var state : states) {
            var row = state.row();
            if (row != null) {
                rows.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row);
                versions.put(state.key(), state.version());
            }
        }
        rows.forEach((table, ofTable) -> edge.sync().takeSnapshot(table, ofTable, Map.copyOf(versions)));
    }
}
