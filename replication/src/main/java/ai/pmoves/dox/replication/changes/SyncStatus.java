package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.SyncEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a pair of stores is doing.
 *
 * @param part who brings changes over
 * @param edge how the edge stands
 * @param hub how the hub stands; null if it cannot be asked
 * @param push what waits in the edge
 * @param pull what waits in the hub; null if the hub cannot be asked, if the edge has no place in its feed yet, or if
 *     the edge is the primary, to which nothing comes
 * @param rowsPerSecond how fast rows went over in the last minute, in both directions; null if that is not this
 *     process's work
 * @param deadLetters how many changes are set aside
 * @param conflicts how many changes that lost against others are kept; null if the hub cannot be asked
 * @param obstacle what stands in the way just now; null if nothing does
 * @param parity the last comparison that was noted in the edge; null if there was none
 */
public record SyncStatus(
        Part part,
        ReplicationRole edge,
        @Nullable ReplicationRole hub,
        Lag push,
        @Nullable Lag pull,
        @Nullable Double rowsPerSecond,
        long deadLetters,
        @Nullable Long conflicts,
        @Nullable Obstacle obstacle,
        @Nullable SyncEvent parity) {

    /**
     * What stands in the way of replication.
     *
     * @param code null if it is not known to be any of them
     */
    public record Obstacle(@Nullable ErrorCode code, String text) {
        static Obstacle of(DoxException failure) {
            return new Obstacle(failure.code(), failure.getMessage());
        }
    }

    /** What this process has to do with a pair. */
    public enum Part {
        /** It sends and takes. */
        REPLICATES,
        /** Another process does. */
        FOLLOWS,
        /** Nothing, and no other process has either: changes wait. */
        NONE
    }

    /**
     * How far one store is behind the other.
     *
     * @param rows how many rows have changed, dead letters not counted
     * @param time since when the one that waits longest does, at least zero; zero if none does
     */
    public record Lag(long rows, Duration time) {
        static Lag of(Backlog backlog, Instant now) {
            var oldest = backlog.oldest();
            var time = oldest == null ? Duration.ZERO : Duration.between(oldest, now);
            return new Lag(backlog.rows(), time.isNegative() ? Duration.ZERO : time); // its clock may be ahead
        }
    }

    public boolean isHubReachable() {
        return hub != null;
    }

    /** The text of what stands in the way; null if nothing does. */
    public @Nullable String error() {
        return obstacle == null ? null : obstacle.text();
    }

    /** Whether a store went back in time, so that nothing is brought over. */
    public boolean hasWentBack() {
        return obstacle != null && obstacle.code() == ErrorCode.STORE_WENT_BACK;
    }

    /** Whether both stores hold the same, as far as is known: nothing waits in either, and nothing is set aside. */
    public boolean isCaughtUp() {
        return isHubReachable() && push.rows() == 0 && (pull == null || pull.rows() == 0) && deadLetters == 0;
    }
}
