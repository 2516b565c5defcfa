package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.sync.ReplicationRole;
import java.util.Optional;
import java.util.Set;

/**
 * The result that taking a pair apart would have.
 *
 * @param freed the sides that leave the pair, and then take writes by themselves; none if there is nothing to do
 * @param kept why the shared store stays in its pair; empty if it does not, or is not read
 * @param primary the primary's id; empty if neither side is in a pair
 * @param epoch of the pair; 0 if neither side is in one
 * @param toHub how many rows wait in the outbox
 * @param toEdge how many rows wait in the feed; 0 if the shared store is not read
 * @param deadLetters how many dead letters there are
 */
public record UnpairPlan(
        Set<Side> freed,
        Optional<String> kept,
        Optional<String> primary,
        long epoch,
        long toHub,
        long toEdge,
        long deadLetters) {
    public UnpairPlan {
        freed = Set.copyOf(freed);
    }

    static Optional<String> primaryOf(ReplicationRole role) {
        return Optional.ofNullable(role.primaryId());
    }

    /** Whether one store has rows that the other one lacks, as far as is known. */
    public boolean isWaiting() {
        return toHub + toEdge + deadLetters > 0;
    }
}
