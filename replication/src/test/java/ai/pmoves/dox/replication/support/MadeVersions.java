package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.testing.embedded.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which versions of rows were made, by whatever store, and of which others. Not thread-safe. */
public final class MadeVersions {
    private final Set<RowKey> keys;
    private final List<Made> made = new ArrayList<>();

    /** @param base the version that the writer knew */
    private record Made(RowKey key, Version base, Version version, boolean isRemoval) {}

    private record Named(RowKey key, Version version) {}

    /** @param keys all rows that are ever written */
    public MadeVersions(Set<RowKey> keys) {
        this.keys = keys;
    }

    public int count() {
        return made.size();
    }

    /** Does the work and takes down what it made, also of rows that go with others. */
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
     * The versions that have come to nothing: they do not count in the hub, no later version was made of them, and they
     * are not kept as conflicts. Of a row that two have removed, neither removal is lost.
     */
    public List<String> lost(HubSync hub) {
        var known = new HashSet<Named>();
        hub.versions(keys).forEach((key, version) -> known.add(new Named(key, version)));
        for (Conflict conflict : hub.conflicts(Integer.MAX_VALUE)) {
            known.add(new Named(conflict.key(), conflict.lost()));
        }
        made.forEach(one -> known.add(new Named(one.key(), one.base())));
        return made.stream()
                .filter(one -> !known.contains(new Named(one.key(), one.version())))
                .filter(one -> !one.isRemoval() || !isRemovedByAnother(one))
                .map(Made::toString)
                .toList();
    }

    private boolean isRemovedByAnother(Made one) {
        return made.stream()
                .anyMatch(other ->
                        other != one && other.isRemoval() && other.key().equals(one.key()));
    }
}
