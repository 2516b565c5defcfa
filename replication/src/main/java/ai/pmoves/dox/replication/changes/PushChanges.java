package ai.pmoves.dox.replication.changes;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.replication.changes.WinnerAdopter.Lost;
import ai.pmoves.dox.replication.delivery.MissingParents;
import ai.pmoves.dox.replication.delivery.RowApplier;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes the changes in an edge's outbox to its hub, the oldest first. The edge records the outcomes afterwards: a
 * change may be sent twice, which is harmless, and none is lost.
 *
 * <p>Not thread-safe; only for the process that replicates the edge.
 */
public final class PushChanges {
    private static final Logger LOG = LoggerFactory.getLogger(PushChanges.class);
    private static final int BATCH = 1_000;

    private final Edge edge;
    private final MassDeletes massDeletes;
    private int batch = BATCH;

    /** Holds no removals. */
    public PushChanges(Edge edge) {
        this(edge, MassDeletes.ALLOWED);
    }

    /** @param massDeletes when removals are held instead of sent */
    public PushChanges(Edge edge, MassDeletes massDeletes) {
        this.edge = edge;
        this.massDeletes = massDeletes;
    }

    /**
     * Pushes some changes: afterwards each of them is in the hub, has lost a conflict, or is a dead letter. Returns how
     * many; 0 if none waits any more.
     *
     * @throws DoxException {@code store.unavailable} and the like if the hub or the edge is away or busy; the other
     *     changes stay in the outbox
     */
    public int some(Hub hub) {
        var sender = edge.sync().role(); // before the changes are read
        var changes = ParentsFirst.sorted(unheld(hub));
        if (changes.isEmpty()) {
            return 0;
        }
        int waiting = new WinnerAdopter(edge, hub).to(send(hub, sender, changes));
        if (waiting >= changes.size()) {
            batch *= 2;
            throw new DoxException(
                    ErrorCode.STORE_BUSY,
                    "%d rows of the shared store count, and can be taken only when others in the outbox have been sent."
                            .formatted(waiting));
        }
        batch = BATCH;
        return changes.size() - waiting;
    }

    /** The waiting changes, after too many removals were held. */
    private List<RowChange> unheld(Hub hub) {
        var changes = edge.sync().unsent(batch);
        while (hold(hub, changes)) {
            changes = edge.sync().unsent(batch);
        }
        return changes;
    }

    /** Returns whether any were held. */
    private boolean hold(Hub hub, List<RowChange> changes) {
        var removals = changes.stream()
                .filter(RowChange::isRemoval)
                .map(RowChange::key)
                .toList();
        if (removals.isEmpty()) {
            return false;
        }
        var objection = massDeletes.objection(
                edge.sync().unsentRemovals(), table -> hub.store().rows().count(table), "the embedded store");
        int held = objection
                .map(reason -> edge.sync().hold(Direction.PUSH, removals, reason))
                .orElse(0);
        if (held > 0) {
            LOG.warn("event=sync.held direction=PUSH rows={} reason=\"{}\"", held, objection.get());
        }
        return held > 0;
    }

    private List<Lost> send(Hub hub, ReplicationRole sender, List<RowChange> changes) {
        var lost = new ArrayList<Lost>();
        var parents = new MissingParents<>(hub.store().rows()::missing, this::asChanged);
        Consumer<List<RowChange>> write = some -> receive(hub, sender, some, lost);
        var applier = new RowApplier<>(write, parents::of, write);
        try {
            new DeadLetters(edge, hub).pushed(applier.apply(changes));
        } catch (DoxException e) {
            batch = Math.max(1, batch / 2); // a connection that is too slow for many rows may be fast enough for fewer
            throw e;
        }
        return lost;
    }

    private void receive(Hub hub, ReplicationRole sender, List<RowChange> changes, List<Lost> lost) {
        var receipts = hub.sync().receive(sender, changes);
        var taken = new ArrayList<RowChange>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            var receipt = receipts.get(i);
            if (receipt.outcome() == Outcome.TAKEN) {
                taken.add(changes.get(i));
            } else {
                lost.add(new Lost(changes.get(i), requireNonNull(receipt.winner(), "winner")));
            }
        }
        edge.sync().acknowledge(taken);
    }

    /** Rows that the hub lacks and that never changed in this pair are sent as if they had changed now. */
    private List<RowChange> asChanged(Set<RowKey> parents) {
        var rows = new CurrentRows(edge.sync(), edge.store().rows());
        var unwatched = rows.of(parents).stream()
                .filter(row -> !row.isRemoval() && row.version().equals(Version.NONE))
                .map(RowChange::key)
                .toList();
        if (!unwatched.isEmpty()) {
            edge.sync().resend(unwatched);
        }
        return rows.of(parents);
    }
}
