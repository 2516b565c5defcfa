package ai.pmoves.dox.application.sync;

import ai.pmoves.dox.application.transfer.Difference;
import ai.pmoves.dox.application.transfer.RowComparison;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares rows of a pair that is in use: what differs may be on its way. Safe for use by many threads. */
final class PairComparison {
    private final Pair pair;
    private final RowComparison rows;

    /** @param primary the side that the other one is compared to */
    PairComparison(Pair pair, Side primary) {
        this.pair = pair;
        this.rows = new RowComparison(
                pair.store(primary).rows(), pair.store(primary.other()).rows());
    }

    /** The rows that are not the same at this moment, but for vectors that are yet to be made. */
    List<Difference> differing(Collection<RowKey> keys) {
        var byTable = new EnumMap<StoreTable, List<String>>(StoreTable.class);
        keys.forEach(key ->
                byTable.computeIfAbsent(key.table(), table -> new ArrayList<>()).add(key.key()));
        var differing = new ArrayList<Difference>();
        byTable.forEach((table, ids) -> rows.differing(table, ids).stream()
                .filter(difference -> !RowComparison.isAwaitingVector(
                        difference, modelOf(difference.primary()), modelOf(difference.secondary())))
                .forEach(differing::add));
        return differing;
    }

    /** Which models the stores have was seen when all rows were compared. */
    private static @Nullable String modelOf(@Nullable Row row) {
        return row != null
                        && row.table() == StoreTable.SEARCH_CHUNKS
                        && row.value("embedding_model") instanceof String model
                ? model
                : null;
    }

    /** The rows among these that differ though both stores say that they are of the same version: nothing is on its way. */
    List<Difference> settled(Collection<RowKey> keys) {
        var before = ofOneVersion(keys);
        var differing = differing(before.keySet());
        var after = ofOneVersion(keys(differing));
        return differing.stream()
                .filter(difference -> Objects.equals(before.get(key(difference)), after.get(key(difference))))
                .toList();
    }

    /** The rows that are of the same version in both stores, with it. */
    private Map<RowKey, Version> ofOneVersion(Collection<RowKey> keys) {
        var ofEdge = pair.edge().sync().versions(keys);
        var ofHub = pair.hub().sync().versions(keys);
        var same = new TreeMap<RowKey, Version>();
        for (var key : keys) {
            var version = ofEdge.getOrDefault(key, Version.NONE);
            if (version.equals(ofHub.getOrDefault(key, Version.NONE))) {
                same.put(key, version);
            }
        }
        return same;
    }

    static Set<RowKey> keys(Collection<Difference> differences) {
        var keys = new TreeSet<RowKey>();
        differences.forEach(difference -> keys.add(key(difference)));
        return keys;
    }

    private static RowKey key(Difference difference) {
        return new RowKey(difference.table(), difference.key());
    }
}
