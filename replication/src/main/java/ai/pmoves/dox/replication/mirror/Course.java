package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.replication.pair.Primary;

/**
 * Where the calls of a pair go.
 *
 * @param isOffline whether the embedded store answers in the place of a shared one that cannot be reached
 */
record Course(Primary primary, boolean isOffline) {

    Course {
        if (isOffline && primary == Primary.EDGE) {
            throw new IllegalArgumentException("who is the primary is not offline");
        }
    }

    static Course online(Primary primary) {
        return new Course(primary, false);
    }

    static Course offline(Primary primary) {
        return new Course(primary, true);
    }

    /** Whether the embedded store answers. */
    boolean isToEdge() {
        return isOffline || primary == Primary.EDGE;
    }
}
