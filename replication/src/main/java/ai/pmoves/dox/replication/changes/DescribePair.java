package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.replication.changes.SyncStatus.Lag;
import ai.pmoves.dox.replication.changes.SyncStatus.Obstacle;
import ai.pmoves.dox.replication.changes.SyncStatus.Part;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.PairHistory;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the status of a pair from both stores. Thread-safe. */
public final class DescribePair {
    /** The journal steps of comparisons. */
    private static final Set<String> COMPARISONS = Set.of(ComparisonFigures.STEP, ComparisonFigures.OF_CUTOVER);

    private static final int EVENTS = 200;

    private final Edge edge;
    private final Clock clock;

    public DescribePair(Edge edge, Clock clock) {
        this.edge = edge;
        this.clock = clock;
    }

    /**
     * The status now, for a process that only reads.
     *
     * @param hub empty if it could not be opened
     * @throws DoxException {@code store.unavailable} and the like if the edge cannot be read
     */
    public SyncStatus now(Optional<Hub> hub) {
        return now(hub, edge.sync().isTurnTaken() ? Part.FOLLOWS : Part.NONE, null, null);
    }

    SyncStatus now(Optional<Hub> hub, Part part, @Nullable Double rowsPerSecond, @Nullable Obstacle obstacle) {
        var role = edge.sync().role();
        var ofHub = ofHub(hub, role);
        return new SyncStatus(
                part,
                role,
                ofHub.role(),
                Lag.of(edge.sync().unsentBacklog(), clock.instant()),
                ofHub.pull(),
                rowsPerSecond,
                edge.sync().deadLetterCount(),
                ofHub.conflicts(),
                obstacle == null ? ofHub.problem() : obstacle,
                lastComparison());
    }

    private record OfHub(
            @Nullable ReplicationRole role,
            @Nullable Lag pull,
            @Nullable Long conflicts,
            @Nullable Obstacle problem) {
        static OfHub away(Obstacle problem) {
            return new OfHub(null, null, null, problem);
        }
    }

    private OfHub ofHub(Optional<Hub> found, ReplicationRole ofEdge) {
        if (found.isEmpty()) {
            return OfHub.away(Obstacle.unavailable("Supabase is unreachable; changes wait here."));
        }
        var hub = found.get();
        try {
            var unavailable = hub.store().health().reason();
            if (unavailable.isPresent()) { // a call would wait for it
                return OfHub.away(Obstacle.unavailable(unavailable.get()));
            }
            var role = hub.sync().role();
            var wentBack = PairHistory.find(edge, hub).map(one -> Obstacle.of(one.failure()));
            return new OfHub(
                    role,
                    wentBack.isPresent() ? null : pull(hub, role, ofEdge),
                    hub.sync().conflictCount(),
                    wentBack.orElse(null));
        } catch (DoxException e) {
            if (e.kind() != FailureKind.UNAVAILABLE) {
                throw e;
            }
            return OfHub.away(Obstacle.of(e));
        }
    }

    private @Nullable Lag pull(Hub hub, ReplicationRole role, ReplicationRole ofEdge) {
        return ofEdge.isPrimary()
                ? null
                : edge.sync()
                        .place(role.storeId())
                        .map(place -> hub.sync().feedBacklog(place.cursor(), ofEdge.storeId()))
                        .map(backlog -> Lag.of(backlog, clock.instant()))
                        .orElse(null);
    }

    private @Nullable SyncEvent lastComparison() {
        return edge.sync().history(EVENTS).stream()
                .filter(event -> COMPARISONS.contains(event.step()))
                .findFirst()
                .orElse(null);
    }
}
