package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.EdgeSync;

/**
 * The embedded store of a pair. The caller closes the store.
 *
 * @param sync the part in the pair of this store, and of no other
 */
public record Edge(Store store, EdgeSync sync) {
    public Edge {
        requireNonNull(store, "store");
        requireNonNull(sync, "sync");
    }
}
