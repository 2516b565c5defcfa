package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Side;
import java.util.function.Supplier;

/** Finds the store of a pair that answers reads; changes neither store. */
public final class PairReader {
    private PairReader() {}

    /**
     * The side whose store answers now, as it would for a server: the primary, or the embedded one in its place.
     *
     * @param hub opens the shared store; called only if needed
     * @throws DoxException what {@code hub} throws if nothing can be read without it
     */
    public static Side choose(Edge edge, Supplier<Hub> hub, PairOptions options) {
        var role = edge.sync().role();
        if (!role.isPaired()) {
            return options.hubFirst() ? Side.HUB : Side.EDGE;
        }
        boolean waits = options.offline() == OfflineMode.QUEUE
                && !edge.sync().unsentBacklog().isEmpty(); // offline writes are only here until they are pushed
        if (role.isPrimary() || waits) {
            return Side.EDGE;
        }
        try {
            hub.get();
            return Side.HUB;
        } catch (DoxException e) {
            boolean mayAnswer = options.offline() != OfflineMode.OFF && PrimaryMonitor.hasCopy(edge, role);
            if (e.kind() != FailureKind.UNAVAILABLE || !mayAnswer) {
                throw e;
            }
            return Side.EDGE;
        }
    }
}
