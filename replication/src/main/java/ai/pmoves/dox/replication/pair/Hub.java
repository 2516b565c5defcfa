package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.HubSync;

/**
 * The shared store of a pair, once opened. The caller closes the store.
 *
 * @param sync the part in the pair of this store, and of no other
 */
public record Hub(Store store, HubSync sync) {
    public Hub {
        requireNonNull(store, "store");
        requireNonNull(sync, "sync");
    }
}
