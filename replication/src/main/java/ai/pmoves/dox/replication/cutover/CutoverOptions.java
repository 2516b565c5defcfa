package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.replication.changes.MassDeletes;
import java.time.Duration;

/**
 * The limits of a cutover.
 *
 * @param maxBacklog how many rows may wait for the other store at the beginning
 * @param holdTimeout how long to wait for the writes that are under way, while new ones wait, too
 * @param longestHold how long writes may be held after that
 * @param timeout how long to wait for a store that goes away in the middle of it
 * @param leavesDevices whether other devices may be left without a store that takes their writes
 * @param massDeletes when transferred removals are held
 */
public record CutoverOptions(
        long maxBacklog,
        Duration holdTimeout,
        Duration longestHold,
        Duration timeout,
        boolean leavesDevices,
        MassDeletes massDeletes) {
    public static final CutoverOptions DEFAULT = new CutoverOptions(
            100_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            false,
            MassDeletes.DEFAULT);

    public CutoverOptions {
        require("holdTimeout", holdTimeout);
        require("longestHold", longestHold);
        require("timeout", timeout);
        if (maxBacklog < 0) {
            throw new IllegalArgumentException("maxBacklog is " + maxBacklog + "; it has to be 0 or more");
        }
    }

    private static void require(String name, Duration time) {
        if (time.toMillis() < 1 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " is " + time + "; it has to be a millisecond to an hour");
        }
    }

    public CutoverOptions withHoldTimeout(Duration other) {
        return new CutoverOptions(maxBacklog, other, longestHold, timeout, leavesDevices, massDeletes);
    }

    public CutoverOptions withLongestHold(Duration other) {
        return new CutoverOptions(maxBacklog, holdTimeout, other, timeout, leavesDevices, massDeletes);
    }

    public CutoverOptions withMaxBacklog(long other) {
        return new CutoverOptions(other, holdTimeout, longestHold, timeout, leavesDevices, massDeletes);
    }

    public CutoverOptions withTimeout(Duration other) {
        return new CutoverOptions(maxBacklog, holdTimeout, longestHold, other, leavesDevices, massDeletes);
    }

    public CutoverOptions withLeavesDevices(boolean other) {
        return new CutoverOptions(maxBacklog, holdTimeout, longestHold, timeout, other, massDeletes);
    }

    public CutoverOptions withMassDeletes(MassDeletes other) {
        return new CutoverOptions(maxBacklog, holdTimeout, longestHold, timeout, leavesDevices, other);
    }
}
