package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.SyncEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The replication status of a pair.
 *
 * @param part whether this or another process replicates
 * @param edge the edge's role
 * @param hub the hub's role; null if it cannot be read
 * @param push the lag of the hub: changes in the outbox
 * @param pull the lag of the edge: changes in the feed; null if the hub cannot be read, if the edge has no place in its
 *     feed yet, or if the edge is the primary, which does not pull
 * @param rowsPerSecond transferred rows a second in the last minute, both directions; null if another process
 *     replicates
 * @param deadLetters how many dead letters there are
 * @param conflicts how many conflicts are recorded; null if the hub cannot be read
 * @param obstacle the current obstacle; null if there is none
 * @param parity the last comparison that the edge recorded; null if there was none
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
     * An obstacle to replication.
     *
     * @param code null if the failure has no code
     */
    public record Obstacle(@Nullable ErrorCode code, Reason reason) {
        static Obstacle of(DoxException failure) {
            return new Obstacle(failure.code(), failure.reason());
        }

        static Obstacle unavailable(String text) {
            return new Obstacle(ErrorCode.STORE_UNAVAILABLE, Reason.of(text));
        }
    }

    /** This process's part in replication. */
    public enum Part {
        /** It replicates. */
        REPLICATES,
        /** Another process does. */
        FOLLOWS,
        /** No process replicates: changes wait. */
        NONE
    }

    /**
     * How far one store is behind the other.
     *
     * @param rows how many changed rows wait, dead letters not counted
     * @param time how long the oldest of them has waited, at least zero; zero if none waits
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

    /** The text of the obstacle, without what can be done about it; null if there is none. */
    public @Nullable String error() {
        return obstacle == null ? null : obstacle.reason().text();
    }

    /** Whether a store went back in time, so that replication is stopped. */
    public boolean hasWentBack() {
        return obstacle != null && obstacle.code() == ErrorCode.STORE_WENT_BACK;
    }

    /** Whether both stores are equal as far as known: no change waits in either, and there are no dead letters. */
    public boolean isCaughtUp() {
        return isHubReachable() && push.rows() == 0 && (pull == null || pull.rows() == 0) && deadLetters == 0;
    }
}
