package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.replication.changes.InFlightRows;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.RowComparison;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares rows of a pair that is in use: differing rows may be in flight. Thread-safe. */
final class PairComparison {
    private final Pair pair;
    private final RowComparison rows;
    private final InFlightRows inFlight;

    /** @param primary the side that the other one is compared with */
    PairComparison(Pair pair, Side primary) {
        this.pair = pair;
        this.inFlight = new InFlightRows(pair);
        this.rows = new RowComparison(
                pair.store(primary).rows(), pair.store(primary.other()).rows());
    }

    /** The rows that differ at this moment, except for vectors that are not made yet. */
    List<Difference> differing(Collection<RowKey> keys) {
        var differing = new ArrayList<Difference>();
        RowKey.byTable(keys).forEach((table, ids) -> rows.differing(table, ids).stream()
                .filter(difference -> !RowComparison.isAwaitingVector(
                        difference, modelOf(difference.primary()), modelOf(difference.secondary())))
                .forEach(differing::add));
        return differing;
    }

    /** The comparison of all rows has checked the stores' models. */
    private static @Nullable String modelOf(@Nullable Row row) {
        return row != null
                        && row.table() == StoreTable.SEARCH_CHUNKS
                        && row.value("embedding_model") instanceof String model
                ? model
                : null;
    }

    /**
     * The rows among these that differ and are not in flight: they wait in neither direction, have no dead letter, and
     * their versions stay the same.
     */
    List<Difference> settled(Collection<RowKey> keys) {
        var resting = new TreeSet<>(keys);
        resting.removeAll(inFlight.of(resting));
        var before = versions(resting);
        var differing = differing(resting);
        var differingKeys = keys(differing);
        var waiting = inFlight.of(differingKeys);
        var after = versions(differingKeys);
        return differing.stream()
                .filter(difference -> !waiting.contains(key(difference))
                        && before.get(key(difference)).equals(after.get(key(difference))))
                .toList();
    }

    private record Versions(Version edge, Version hub) {}

    private Map<RowKey, Versions> versions(Collection<RowKey> keys) {
        var ofEdge = pair.edge().sync().versions(keys);
        var ofHub = pair.hub().sync().versions(keys);
        var versions = new HashMap<RowKey, Versions>();
        for (var key : keys) {
            versions.put(
                    key, new Versions(ofEdge.getOrDefault(key, Version.NONE), ofHub.getOrDefault(key, Version.NONE)));
        }
        return versions;
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
