package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.HubSync;

/**
 * The shared store of a pair, once it could be opened. Whoever opened the store closes it.
 *
 * @param sync the part in the pair of this store, and of no other
 */
public record Hub(Store store, HubSync sync) {
    public Hub {
        requireNonNull(store, "store");
        requireNonNull(sync, "sync");
    }
}
