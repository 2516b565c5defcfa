package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.sync.ReplicationRole;
import java.util.Map;

/**
 * Finishes a cutover that was interrupted between demotion and promotion: the store with the older epoch takes over the
 * role of the other one. Nothing is lost: all rows had been transferred before the demotion.
 *
 * <p>Both stores must belong to one pair. Idempotent; any process may call it at any time. Thread-safe.
 */
public final class FinishCutover {
    private final Pair pair;
    private final Journal journal;

    public FinishCutover(Pair pair, Journal journal) {
        this.pair = pair;
        this.journal = journal;
    }

    /**
     * Returns whether there was a cutover to finish.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.unavailable} and the like if one of the stores is
     *     away or busy; the next call does it
     */
    public boolean run() {
        var edge = pair.edge().sync().role();
        var hub = pair.hub().sync().role();
        if (!edge.isPaired() || !hub.isPaired() || edge.epoch() == hub.epoch()) {
            return false;
        }
        return edge.epoch() < hub.epoch() ? follow(Side.EDGE, edge, hub) : follow(Side.HUB, hub, edge);
    }

    /** Makes a store take the epoch and primary of the other one's role. */
    private boolean follow(Side side, ReplicationRole old, ReplicationRole latest) {
        var next = new ReplicationRole(old.storeId(), latest.primaryId(), latest.epoch());
        var sync = pair.sync(side);
        return pair.store(side).unitOfWork().call(() -> {
            boolean isTaken = sync.advance(next);
            if (isTaken) {
                var step = next.isPrimary() ? CutoverStep.STEPPED_UP : CutoverStep.STEPPED_DOWN;
                sync.record(journal.event(
                        step.event(), Map.of("store", pair.store(side).name(), "epoch", next.epoch())));
            }
            return isTaken;
        });
    }
}
