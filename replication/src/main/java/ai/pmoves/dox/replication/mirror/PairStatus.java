package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.replication.pair.Primary;
import java.util.Optional;

/**
 * How a pair is used by this process.
 *
 * @param primary whose writes count
 * @param offline what is done while the shared store is the primary and away
 * @param isOffline whether that is so now: the embedded store answers in its place
 * @param hubProblem why the shared store cannot be used, as it was last seen; empty if it can
 * @param shadow what came of comparing answers
 */
public record PairStatus(
        Primary primary, OfflineMode offline, boolean isOffline, Optional<String> hubProblem, ShadowFigures shadow) {}
