package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.PairHistory;
import ai.pmoves.dox.replication.pair.Side;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The rows of a pair with a change in flight, whose differences say nothing. */
public final class InFlightRows {
    private final Pair pair;

    public InFlightRows(Pair pair) {
        this.pair = pair;
    }

    /**
     * The rows among these that wait for a push or pull, or have a dead letter: all of them while the feed does not
     * reach back to the edge's place, so that a snapshot is due. Nothing is pulled while a restored store is not
     * accepted.
     */
    public Set<RowKey> of(Collection<RowKey> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        var edge = pair.edge().sync();
        var inFlight = new HashSet<>(edge.waiting(keys));
        var role = edge.role();
        boolean isFollowing = !role.isPrimary() // nothing is taken from the hub otherwise
                && PairHistory.find(pair.edge(), pair.hub()).isEmpty();
        if (isFollowing) {
            var hub = pair.hub().sync();
            var place = edge.place(hub.role().storeId());
            boolean isSnapshotDue = place.isEmpty()
                    || hub.feed(place.get().cursor(), role.storeId(), 1).isEmpty();
            inFlight.addAll(isSnapshotDue ? keys : hub.waiting(place.get().cursor(), role.storeId(), keys));
        }
        return inFlight;
    }

    /**
     * The rows among these that a repair must leave, since it would undo a change in flight.
     *
     * @param target the side that the repair changes
     */
    public Set<RowKey> notToRepair(Side target, Collection<RowKey> keys) {
        boolean isTargetPrimary = pair.primary().filter(target::equals).isPresent();
        if (isTargetPrimary) {
            return of(keys);
        }
        // what was written offline waits in a secondary, too
        return target == Side.EDGE ? pair.edge().sync().waiting(keys) : Set.of();
    }
}
