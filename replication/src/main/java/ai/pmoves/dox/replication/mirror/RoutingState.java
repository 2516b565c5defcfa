package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.replication.pair.Primary;

/**
 * The store to which the calls of a pair go.
 *
 * @param isOffline whether the embedded store answers because the shared store, the primary, cannot be reached
 */
record RoutingState(Primary primary, boolean isOffline) {

    RoutingState {
        if (isOffline && primary == Primary.EDGE) {
            throw new IllegalArgumentException("who is the primary is not offline");
        }
    }

    static RoutingState online(Primary primary) {
        return new RoutingState(primary, false);
    }

    static RoutingState offline(Primary primary) {
        return new RoutingState(primary, true);
    }

    /** Whether the embedded store answers. */
    boolean isToEdge() {
        return isOffline || primary == Primary.EDGE;
    }
}
