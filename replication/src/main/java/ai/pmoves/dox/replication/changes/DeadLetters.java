package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.replication.delivery.RowApplier.Rejected;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records changes that a store rejects as dead letters. A change whose row has changed since is not recorded, because
 * the newer change is sent by itself. The failure of a closed store is not a rejection.
 */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Edge edge;
    private final Hub hub;

    DeadLetters(Edge edge, Hub hub) {
        this.edge = edge;
        this.hub = hub;
    }

    /** Changes of the edge that the hub rejects, or whose winner the edge rejects. */
    void pushed(List<Rejected<RowChange>> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        requireOpen();
        var edgeRows = new CurrentRows(edge.sync(), edge.store().rows());
        edge.store()
                .unitOfWork()
                .run(() -> all( // no row changes between the check and the record
                        Direction.PUSH,
                        rejected.stream()
                                .filter(one -> edgeRows.isStill(one.carrier()))
                                .toList()));
    }

    /** Changes of the hub that the edge rejects. */
    void pulled(List<Rejected<RowChange>> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        requireOpen();
        var hubRows = new CurrentRows(hub.sync(), hub.store().rows());
        all(
                Direction.PULL,
                rejected.stream().filter(one -> hubRows.isStill(one.carrier())).toList());
    }

    private void requireOpen() {
        edge.store().ping();
        hub.store().ping();
    }

    private void all(Direction direction, List<Rejected<RowChange>> rejected) {
        for (var one : rejected) {
            edge.sync().setAside(direction, one.carrier().key(), one.reason());
        }
        if (!rejected.isEmpty()) {
            LOG.warn(
                    "event=sync.set-aside direction={} rows={} first=\"{}\" reason=\"{}\"",
                    direction,
                    rejected.size(),
                    rejected.getFirst().carrier().key(),
                    rejected.getFirst().reason());
        }
    }
}
