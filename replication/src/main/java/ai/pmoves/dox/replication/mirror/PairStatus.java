package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.replication.pair.Primary;
import java.util.Optional;

/**
 * The status of a pair in this process.
 *
 * @param primary the store that takes writes
 * @param offline the behaviour while the shared store is the primary and away
 * @param isOffline whether that is so now: the embedded store answers in its place
 * @param hubProblem why the shared store cannot be used, by the last check; empty if it can
 * @param shadow the figures of shadow reads
 */
public record PairStatus(
        Primary primary, OfflineMode offline, boolean isOffline, Optional<Reason> hubProblem, ShadowFigures shadow) {}
