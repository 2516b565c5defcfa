package ai.pmoves.dox.application.sync;

import java.time.Duration;

/**
 * When to give a switch up.
 *
 * @param maxBacklog how many rows may wait for the other store at the beginning
 * @param holdPatience how long to wait for the writes that are under way, while new ones wait, too
 * @param longestHold how long writes may be held after that
 * @param patience how long to wait for a store that goes away in the middle of it
 */
public record CutoverOptions(long maxBacklog, Duration holdPatience, Duration longestHold, Duration patience) {
    public static final CutoverOptions DEFAULT =
            new CutoverOptions(100_000, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30));

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
        return new CutoverOptions(maxBacklog, other, longestHold, patience);
    }

    public CutoverOptions withLongestHold(Duration other) {
        return new CutoverOptions(maxBacklog, holdPatience, other, patience);
    }

    public CutoverOptions withMaxBacklog(long other) {
        return new CutoverOptions(other, holdPatience, longestHold, patience);
    }

    public CutoverOptions withPatience(Duration other) {
        return new CutoverOptions(maxBacklog, holdPatience, longestHold, other);
    }
}
