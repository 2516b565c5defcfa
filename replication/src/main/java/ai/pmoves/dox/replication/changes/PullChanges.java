package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.ports.sync.HubSync.FeedPage;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import java.util.EnumMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls the changes of a hub into an edge, in the order of the hub's feed; where that does not go back far enough, by a
 * snapshot. A change may be applied twice, which is harmless.
 *
 * <p>Not thread-safe; only for the process that replicates the edge.
 */
public final class PullChanges {
    private static final Logger LOG = LoggerFactory.getLogger(PullChanges.class);
    private static final int BATCH = 1_000;

    private final Edge edge;
    private final MassDeletes massDeletes;

    /** Holds no removals. */
    public PullChanges(Edge edge) {
        this(edge, MassDeletes.ALLOWED);
    }

    /** @param massDeletes when removals are held instead of made */
    public PullChanges(Edge edge, MassDeletes massDeletes) {
        this.edge = edge;
        this.massDeletes = massDeletes;
    }

    /**
     * Pulls some changes: afterwards the edge has each of them, has a change of its own in the outbox, or a dead
     * letter. Returns how many; 0 if there are no more now.
     *
     * <p>While the edge is the primary no changes are applied; the place in the feed advances, and no snapshot is
     * taken, which would undo changes that only the edge has.
     *
     * @throws DoxException {@code store.unavailable} and the like if the hub or the edge is away or busy,
     *     {@code store.busy} also if a removal has to wait for a push; the rest is pulled again
     */
    public long some(Hub hub) {
        takeAgain(hub);
        var role = edge.sync().role();
        var hubId = hub.sync().role().storeId();
        while (true) {
            var place = edge.sync().place(hubId);
            var page = place.flatMap(known -> hub.sync().feed(known.cursor(), role.storeId(), BATCH));
            if (page.isEmpty()) {
                return role.isPrimary() ? 0 : new Snapshot(edge, hub, massDeletes).take();
            }
            take(hub, withoutHeld(hub, page.get(), place.get()), place.get());
            if (page.get().isEnd() || !page.get().changes().isEmpty()) {
                return page.get().changes().size(); // held ones too: they wait no longer
            }
        }
    }

    /** Pulls the dead letters that are to be retried. */
    private void takeAgain(Hub hub) {
        var keys = edge.sync().toPullAgain(BATCH);
        if (!keys.isEmpty()) {
            var intake = new PullApplier(edge, hub);
            var states = ParentsFirst.sorted(intake.states(keys));
            var rejected = intake.applier(some -> edge.sync().take(some, null)).apply(states);
            new DeadLetters(edge, hub).pulled(rejected);
        }
    }

    /** Holds the removals if there are too many, also counting later pages; returns the other changes. */
    private FeedPage withoutHeld(Hub hub, FeedPage page, FeedPlace place) {
        var removals = page.changes().stream()
                .filter(RowChange::isRemoval)
                .map(RowChange::key)
                .toList();
        if (removals.isEmpty()) {
            return page;
        }
        var all = new EnumMap<StoreTable, Long>(StoreTable.class);
        all.putAll(edge.sync().heldRemovals());
        hub.sync()
                .feedRemovals(place.cursor(), edge.sync().role().storeId())
                .forEach((table, count) -> all.merge(table, count, Long::sum));
        var objection = massDeletes.objection(all, table -> edge.store().rows().count(table), "the shared store");
        if (objection.isEmpty()) {
            return page;
        }
        int held = edge.sync().hold(Direction.PULL, removals, objection.get());
        LOG.warn("event=sync.held direction=PULL rows={} reason=\"{}\"", held, objection.get());
        var others =
                page.changes().stream().filter(change -> !change.isRemoval()).toList();
        return new FeedPage(others, page.cursor(), page.isEnd());
    }

    private void take(Hub hub, FeedPage page, FeedPlace place) {
        var next = new FeedPlace(place.hubId(), page.cursor());
        if (next.equals(place)) {
            return;
        }
        try {
            edge.sync().take(page.changes(), next);
        } catch (DoxException e) {
            if (e.kind() == FailureKind.UNAVAILABLE) {
                throw e;
            }
            takeOneByOne(hub, page, next);
        } catch (IllegalStateException | IllegalArgumentException e) {
            takeOneByOne(hub, page, next);
        }
    }

    private void takeOneByOne(Hub hub, FeedPage page, FeedPlace next) {
        var applier = new PullApplier(edge, hub).applier(some -> edge.sync().take(some, null));
        var rejected = applier.apply(ParentsFirst.sorted(page.changes()));
        new DeadLetters(edge, hub).pulled(rejected);
        edge.sync().moveTo(next);
    }
}
