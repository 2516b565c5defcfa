package ai.pmoves.dox.application.sync;

import ai.pmoves.dox.application.sync.Delivery.Refused;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets changes aside that a store refuses. One whose row has changed since is not: it comes again by itself. A store
 * that answers nobody any more, since it was closed, refuses nothing.
 */
final class SetAside {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private final Edge edge;
    private final Hub hub;

    SetAside(Edge edge, Hub hub) {
        this.edge = edge;
        this.hub = hub;
    }

    /** Changes of the edge that the hub refuses, or against which something has won that the edge refuses. */
    void pushed(List<Refused> refused) {
        if (refused.isEmpty()) {
            return;
        }
        requireOpen();
        var edgeRows = new CurrentRows(edge.sync(), edge.store().rows());
        edge.store().unitOfWork().run(() -> refused.stream() // no row changes between the question and the note
                .filter(one -> edgeRows.isStill(one.change()))
                .forEach(one -> setAside(Direction.PUSH, one)));
    }

    /** Changes of the hub that the edge refuses. */
    void pulled(List<Refused> refused) {
        if (refused.isEmpty()) {
            return;
        }
        requireOpen();
        var hubRows = new CurrentRows(hub.sync(), hub.store().rows());
        refused.stream().filter(one -> hubRows.isStill(one.change())).forEach(one -> setAside(Direction.PULL, one));
    }

    private void requireOpen() {
        edge.store().ping();
        hub.store().ping();
    }

    private void setAside(Direction direction, Refused refused) {
        edge.sync().setAside(direction, refused.change().key(), refused.reason());
        LOG.warn(
                "event=sync.set-aside direction={} row=\"{}\" reason=\"{}\"",
                direction,
                refused.change().key(),
                refused.reason());
    }
}
