package ai.pmoves.dox.application.sync;

import static java.util.Objects.requireNonNull;

/**
 * How two stores are one.
 *
 * @param hubFirst whether the shared store is the primary of a pair that is made now; of one that was made before, the
 *     stores know
 * @param offline what is done while the shared store is the primary and away
 * @param shadowReads the share of reads, 0 to 1, that are asked of the secondary, too
 */
public record PairOptions(boolean hubFirst, OfflineMode offline, double shadowReads) {
    public PairOptions {
        requireNonNull(offline, "offline");
        if (!(shadowReads >= 0 && shadowReads <= 1)) {
            throw new IllegalArgumentException("shadowReads is " + shadowReads + "; it has to be 0 to 1");
        }
    }

    /** Nothing but one primary and one secondary. */
    public static PairOptions plain(boolean hubFirst) {
        return new PairOptions(hubFirst, OfflineMode.OFF, 0);
    }
}
