package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.util.List;
import java.util.Optional;

/** Both stores of a pair, when both are there. The caller closes them. */
public record Pair(Edge edge, Hub hub) {
    public Pair {
        requireNonNull(edge, "edge");
        requireNonNull(hub, "hub");
    }

    /** The store of a side. */
    public Store store(Side side) {
        return side == Side.EDGE ? edge.store() : hub.store();
    }

    /** The replication port of a side's store. */
    public StoreSync sync(Side side) {
        return side == Side.EDGE ? edge.sync() : hub.sync();
    }

    /** The replication ports of both stores. */
    public List<StoreSync> syncs() {
        return List.of(edge.sync(), hub.sync());
    }

    /**
     * The primary side by the role with the greater epoch; empty if the stores are in no pair, or if another embedded
     * store is the primary.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.unavailable} if a store is away
     */
    public Optional<Side> primary() {
        var ofEdge = edge.sync().role();
        var ofHub = hub.sync().role();
        var primaryId = latest(ofEdge, ofHub).primaryId();
        if (ofEdge.storeId().equals(primaryId)) {
            return Optional.of(Side.EDGE);
        }
        return ofHub.storeId().equals(primaryId) ? Optional.of(Side.HUB) : Optional.empty();
    }

    private static ReplicationRole latest(ReplicationRole one, ReplicationRole other) {
        return one.epoch() >= other.epoch() ? one : other;
    }
}
