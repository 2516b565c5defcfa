package ai.pmoves.dox.replication.delivery;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.rows.RowCarrier;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Finds the parent rows that a store lacks. */
public final class MissingParents<T extends RowCarrier<T>> {
    private final BiFunction<StoreTable, Collection<String>, Set<String>> missing;
    private final Function<Set<RowKey>, List<T>> source;

    /**
     * @param missing returns which of these keys the store lacks
     * @param source reads rows of the source; those that it lacks are absent or carry none
     */
    public MissingParents(
            BiFunction<StoreTable, Collection<String>, Set<String>> missing, Function<Set<RowKey>, List<T>> source) {
        this.missing = missing;
        this.source = source;
    }

    /**
     * The parents that these rows lack, and the parents of those, parents first; without rows that are in neither
     * store.
     */
    public List<T> of(Collection<T> children) {
        var known = new HashSet<>(keys(children));
        var parents = new ArrayList<T>();
        var generation = children;
        while (!generation.isEmpty()) {
            var lacking = lacking(generation, known);
            known.addAll(lacking);
            generation = lacking.isEmpty()
                    ? List.of()
                    : source.apply(lacking).stream()
                            .filter(parent -> parent.row() != null)
                            .toList();
            parents.addAll(generation);
        }
        parents.sort(Comparator.comparing(parent -> RowKey.of(requireNonNull(parent.row()))));
        return parents;
    }

    private List<RowKey> keys(Collection<T> children) {
        return children.stream()
                .filter(child -> child.row() != null)
                .map(child -> RowKey.of(requireNonNull(child.row())))
                .toList();
    }

    private Set<RowKey> lacking(Collection<T> children, Set<RowKey> known) {
        var wanted = new HashSet<RowKey>();
        children.forEach(child -> wanted.addAll(RowApplier.parents(child)));
        wanted.removeAll(known);
        var lacking = new HashSet<RowKey>();
        RowKey.byTable(wanted).forEach((table, keys) -> missing.apply(table, keys)
                .forEach(key -> lacking.add(new RowKey(table, key))));
        return lacking;
    }
}
