package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.replication.pair.PairHistory.WentBack;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resumes a pair of which one store went back in time, in a new epoch and with the current rows of both. A secondary
 * copies all rows of its primary anew; nothing is removed from a primary. Thread-safe.
 */
public final class AcceptRestored {
    private final Edge edge;
    private final Hub hub;
    private final Pair pair;
    private final Journal journal;

    public AcceptRestored(Pair pair, Journal journal) {
        this.pair = requireNonNull(pair, "pair");
        this.edge = pair.edge();
        this.hub = pair.hub();
        this.journal = requireNonNull(journal, "journal");
    }

    /**
     * Returns which store it was; empty if neither went back in time, and nothing was done. After a failure the same
     * call resumes.
     *
     * @throws DoxException {@code store.unavailable} and the like if a store is away
     */
    public Optional<Side> run() {
        var found = PairHistory.find(edge, hub).map(WentBack::side);
        found.ifPresent(side -> {
            var pairState = new PairState(edge.sync().role(), hub.sync().role());
            if (side == Side.HUB) {
                acceptHub(pairState);
            } else {
                acceptEdge(pairState);
            }
            new FinishCutover(pair, journal).run();
            journal.record(
                    List.of(edge.sync(), hub.sync()),
                    "pair.accepted-restored",
                    Map.of(
                            "store",
                            pair.store(side).name(),
                            "epoch",
                            edge.sync().role().epoch()));
        });
        return found;
    }

    private static long nextEpoch(PairState pairState) {
        long last = Math.max(pairState.edge().epoch(), pairState.hub().epoch());
        return pairState.primary() == Primary.ELSEWHERE ? last : last + 1; // its primary's device begins the next one
    }

    private void acceptHub(PairState pairState) {
        var edgeId = pairState.edge().storeId();
        var hubId = pairState.hub().storeId();
        var primaryId = pairState.newest().primaryId();
        long epoch = nextEpoch(pairState);
        hub.store().unitOfWork().run(() -> {
            hub.sync().forgetDevice(edgeId);
            hub.sync().advance(new ReplicationRole(hubId, primaryId, epoch));
        });
        var end = new FeedPlace(hubId, hub.sync().endOfFeed());
        edge.store().unitOfWork().run(() -> {
            if (edgeId.equals(primaryId)) {
                edge.sync().forgetCheckpoints();
                edge.sync().moveTo(end);
            } else {
                edge.sync().startOver();
            }
            edge.sync().advance(new ReplicationRole(edgeId, primaryId, epoch));
        });
    }

    /** It becomes another device: the hub has changes of its old id that it lost. */
    private void acceptEdge(PairState pairState) {
        var oldId = pairState.edge().storeId();
        var end = new FeedPlace(pairState.hub().storeId(), hub.sync().endOfFeed());
        edge.store().unitOfWork().run(() -> {
            boolean leads = pairState.primary() == Primary.EDGE;
            var primaryId = leads ? null : pairState.newest().primaryId();
            edge.sync().becomeNewDevice(primaryId, nextEpoch(pairState));
            if (leads) {
                edge.sync().moveTo(end);
            }
        });
        new FinishCutover(pair, journal).run();
        hub.sync().forgetDevice(oldId);
    }
}
