package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.rows.RowWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds the parent rows that a store lacks. */
final class MissingParents {
    private final RowWriter there;
    private final Function<Set<RowKey>, List<RowChange>> here;

    /**
     * @param there the store that lacks the parents
     * @param here reads rows of the source store; a removal for an absent row
     */
    MissingParents(RowWriter there, Function<Set<RowKey>, List<RowChange>> here) {
        this.there = there;
        this.here = here;
    }

    /**
     * The parents that these rows lack, and the parents of those, parents first; without rows that are in neither
     * store.
     */
    List<RowChange> of(Collection<RowChange> children) {
        var known = new HashSet<RowKey>();
        children.forEach(child -> known.add(child.key()));
        var parents = new ArrayList<RowChange>();
        var generation = children;
        while (!generation.isEmpty()) {
            var missing = missing(generation, known);
            known.addAll(missing);
            generation = missing.isEmpty()
                    ? List.of()
                    : here.apply(missing).stream()
                            .filter(parent -> !parent.isRemoval())
                            .toList();
            parents.addAll(generation);
        }
        parents.sort(ParentsFirst.ORDER);
        return parents;
    }

    private Set<RowKey> missing(Collection<RowChange> children, Set<RowKey> known) {
        var wanted = new EnumMap<StoreTable, Set<String>>(StoreTable.class);
        for (var child : children) {
            for (var parent : child.parents()) {
                if (!known.contains(parent)) {
                    wanted.computeIfAbsent(parent.table(), table -> new HashSet<>())
                            .add(parent.key());
                }
            }
        }
        var missing = new HashSet<RowKey>();
        wanted.forEach((table, keys) -> there.missing(table, keys).forEach(key -> missing.add(new RowKey(table, key))));
        return missing;
    }
}
