package ai.pmoves.dox.testing.stores.sync;

import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.pair.Hub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * Which versions of rows writes have made, each of which other one, whatever store took them: what a write did to other
 * rows, which go with their parents, too. Belongs to one thread.
 */
final class MadeVersions {
    private static final int ALL = 100_000;

    private final Set<RowKey> keys;
    private final List<Made> made = new ArrayList<>();

    /** @param base the version that the writer knew */
    private record Made(RowKey key, Version base, Version version, boolean isRemoval) {}

    /** @param keys all rows that are ever written */
    public MadeVersions(Set<RowKey> keys) {
        this.keys = keys;
    }

    public int count() {
        return made.size();
    }

    /** Does the work and takes down what it made. Nobody else may write to the store meanwhile. */
    public void note(Store store, StoreSync sync, Runnable work) {
        var before = sync.versions(keys);
        work.run();
        sync.versions(keys).forEach((key, version) -> {
            var base = before.getOrDefault(key, Version.NONE);
            if (!version.equals(base)) {
                made.add(new Made(key, base, version, !Rows.exists(store, key.table(), key.key())));
            }
        });
    }

    /**
     * The versions that have come to nothing: they do not count in the shared store, no later version was made of them,
     * and they are not kept as conflicts. Of a row that two have removed, neither removal is lost.
     */
    public List<String> lost(Hub hub) {
        var counts = hub.sync().versions(keys);
        var conflicts = new HashMap<RowKey, List<Version>>();
        for (var conflict : hub.sync().conflicts(ALL)) {
            conflicts.computeIfAbsent(conflict.key(), key -> new ArrayList<>()).add(conflict.lost());
        }
        return made.stream()
                .filter(one -> !one.version().equals(counts.get(one.key())))
                .filter(one -> !conflicts.getOrDefault(one.key(), List.of()).contains(one.version()))
                .filter(one -> !isKnownToALaterOne(one))
                .filter(one -> !one.isRemoval() || !isRemovedByAnother(one))
                .map(Made::toString)
                .toList();
    }

    private boolean isKnownToALaterOne(Made one) {
        return made.stream()
                .anyMatch(other -> other.key().equals(one.key()) && other.base().equals(one.version()));
    }

    private boolean isRemovedByAnother(Made one) {
        return made.stream()
                .anyMatch(other ->
                        other != one && other.isRemoval() && other.key().equals(one.key()));
    }
}
