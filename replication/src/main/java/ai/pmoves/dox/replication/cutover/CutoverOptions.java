package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.replication.changes.MassDeletes;
import java.time.Duration;

/**
 * The limits of a cutover.
 *
 * @param maxBacklog how many rows may be unreplicated at the beginning
 * @param holdPatience how long to wait for running writes, while new ones are held
 * @param longestHold how long writes may be held after that
 * @param patience how long to wait for a store that goes away meanwhile
 * @param leavesDevices whether other devices may be left without a store that takes their writes
 * @param massDeletes when transferred removals are held
 */
public record CutoverOptions(
        long maxBacklog,
        Duration holdPatience,
        Duration longestHold,
        Duration patience,
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
        require("holdPatience", holdPatience);
        require("longestHold", longestHold);
        require("patience", patience);
        if (maxBacklog < 0) {
            throw new IllegalArgumentException("maxBacklog is " + maxBacklog + "; it has to be 0 or more");
        }
    }

    private static void require(String name, Duration time) {
        if (time.toMillis() < 1 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " is " + time + "; it has to be a millisecond to an hour");
        }
    }

    public CutoverOptions withHoldPatience(Duration other) {
        return new CutoverOptions(maxBacklog, other, longestHold, patience, leavesDevices, massDeletes);
    }

    public CutoverOptions withLongestHold(Duration other) {
        return new CutoverOptions(maxBacklog, holdPatience, other, patience, leavesDevices, massDeletes);
    }

    public CutoverOptions withMaxBacklog(long other) {
        return new CutoverOptions(other, holdPatience, longestHold, patience, leavesDevices, massDeletes);
    }

    public CutoverOptions withPatience(Duration other) {
        return new CutoverOptions(maxBacklog, holdPatience, longestHold, other, leavesDevices, massDeletes);
    }

    public CutoverOptions withLeavesDevices(boolean other) {
        return new CutoverOptions(maxBacklog, holdPatience, longestHold, patience, other, massDeletes);
    }

    public CutoverOptions withMassDeletes(MassDeletes other) {
        return new CutoverOptions(maxBacklog, holdPatience, longestHold, patience, leavesDevices, other);
    }
}
