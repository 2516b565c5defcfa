package ai.pmoves.dox.application.sync;

import static java.util.Objects.requireNonNull;

/**
 * How two stores are one.
 *
 * @param hubFirst whether the shared store is the primary of a pair that is made now; of one that was made before, the
 *     stores know
 * @param offline what is done while the shared store is the primary and away
 * @param shadowReads the share of reads, 0 to 1, that are asked of the secondary, too
 * @param hubWriters how many threads write to the shared store at the same time, at least 1: fewer than it has
 *     connections, so that others find one while writes are held
 * @param makesPair whether two stores that are no pair become one; if not, only a pair that was made is opened
 */
public record PairOptions(
        boolean hubFirst, OfflineMode offline, double shadowReads, int hubWriters, boolean makesPair) {
    /** For a store of eight connections. */
    private static final int HUB_WRITERS = 4;

    public PairOptions {
        requireNonNull(offline, "offline");
        if (!(shadowReads >= 0 && shadowReads <= 1)) {
            throw new IllegalArgumentException("shadowReads is " + shadowReads + "; it has to be 0 to 1");
        }
        if (hubWriters < 1) {
            throw new IllegalArgumentException("hubWriters is " + hubWriters + "; it has to be 1 or more");
        }
    }

    public PairOptions(boolean hubFirst, OfflineMode offline, double shadowReads) {
        this(hubFirst, offline, shadowReads, HUB_WRITERS, true);
    }

    /** Nothing but one primary and one secondary. */
    public static PairOptions plain(boolean hubFirst) {
        return new PairOptions(hubFirst, OfflineMode.OFF, 0);
    }

    public PairOptions withHubWriters(int other) {
        return new PairOptions(hubFirst, offline, shadowReads, other, makesPair);
    }

    /** The same for who uses a pair, and makes none. */
    public PairOptions withoutMaking() {
        return new PairOptions(hubFirst, offline, shadowReads, hubWriters, false);
    }

    /** The primary of a pair that is made now. */
    Primary firstPrimary() {
        return hubFirst ? Primary.HUB : Primary.EDGE;
    }
}
