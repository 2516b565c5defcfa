package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.sync.ReplicationRole;
import java.util.Optional;

/** The roles of both stores of a pair. If they differ, the role with the greater epoch holds for both. */
public record PairState(ReplicationRole edge, ReplicationRole hub) {

    /** Whether neither is in a pair yet. */
    boolean isNew() {
        return !edge.isPaired() && !hub.isPaired();
    }

    /** Whether both roles agree. If not, a cutover was interrupted, or one store was away when it happened. */
    public boolean isSettled() {
        return edge.isPaired()
                && hub.isPaired()
                && edge.epoch() == hub.epoch()
                && String.valueOf(edge.primaryId()).equals(hub.primaryId());
    }

    /** The role that holds; the edge's if both agree. */
    ReplicationRole newest() {
        if (!hub.isPaired()) {
            return edge;
        }
        return !edge.isPaired() || hub.epoch() > edge.epoch() ? hub : edge;
    }

    /** The primary by the role that holds; one of the two has to be in a pair. */
    public Primary primary() {
        var id = newest().primaryId();
        if (edge.storeId().equals(id)) {
            return Primary.EDGE;
        }
        return hub.storeId().equals(id) ? Primary.HUB : Primary.ELSEWHERE;
    }

    /**
     * Why these two cannot be a pair, though at least one of them is in one; empty if they can.
     *
     * @param wanted the requested primary, if the edge is in no pair yet
     * @param haveMet whether the edge has pulled from this hub before
     */
    Optional<Objection> objection(Primary wanted, boolean haveMet) {
        if (!edge.isPaired()) {
            return switch (primary()) {
                case EDGE -> Optional.empty(); // made half
                case HUB -> wanted == Primary.HUB ? Optional.empty() : Optional.of(Objection.HUB_IS_PRIMARY);
                case ELSEWHERE -> Optional.of(Objection.HUB_OF_ANOTHER);
            };
        }
        if (edge.isPrimary()) {
            boolean agrees = !hub.isPaired() || edge.storeId().equals(hub.primaryId());
            boolean oneIsLate = haveMet && edge.epoch() != hub.epoch();
            return agrees || oneIsLate
                    ? Optional.empty()
                    : Optional.of(hub.isPrimary() ? Objection.HUB_IS_PRIMARY : Objection.HUB_OF_ANOTHER);
        }
        boolean followsThisHub = haveMet
                || hub.storeId().equals(edge.primaryId())
                || edge.epoch() == hub.epoch() && edge.primaryId().equals(hub.primaryId());
        return followsThisHub ? Optional.empty() : Optional.of(Objection.EDGE_OF_ANOTHER);
    }

    /** Why two stores cannot be a pair. */
    enum Objection {
        /** The shared store takes writes of its own, and the embedded one shall, too. */
        HUB_IS_PRIMARY,
        /** The shared store is the secondary of another embedded one. */
        HUB_OF_ANOTHER,
        /** The embedded store is in a pair with another shared one. */
        EDGE_OF_ANOTHER
    }
}
