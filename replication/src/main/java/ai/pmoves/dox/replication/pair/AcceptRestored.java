package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.Standing;
import ai.pmoves.dox.replication.pair.PairHistory.WentBack;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes on with a pair of which one store went back in time, in a new epoch and with the rows that both have now. A
 * follower takes all rows of its primary anew; nothing is removed from a primary. Safe for use by many threads.
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
     * Returns which store it was; empty if neither went back in time, and nothing was done. After a failure the same call
     * goes on.
     *
     * @throws DoxException {@code store.unavailable} and the like if a store is away
     */
    public Optional<Side> run() {
        var found = PairHistory.find(edge, hub).map(WentBack::side);
        found.ifPresent(side -> {
            var standings = new Standings(edge.sync().standing(), hub.sync().standing());
            if (side == Side.HUB) {
                acceptHub(standings);
            } else {
                acceptEdge(standings);
            }
            new FinishSwitch(pair, journal).run();
            journal.record(
                    List.of(edge.sync(), hub.sync()),
                    "pair.accepted-restored",
                    Map.of(
                            "store",
                            pair.store(side).name(),
                            "epoch",
                            edge.sync().standing().epoch()));
        });
        return found;
    }

    private static long nextEpoch(Standings standings) {
        long last = Math.max(standings.edge().epoch(), standings.hub().epoch());
        return standings.primary() == Primary.ELSEWHERE ? last : last + 1; // its primary's device begins the next one
    }

    private void acceptHub(Standings standings) {
        var edgeId = standings.edge().storeId();
        var hubId = standings.hub().storeId();
        var primaryId = standings.newest().primaryId();
        long epoch = nextEpoch(standings);
        hub.store().unitOfWork().run(() -> {
            hub.sync().forgetDevice(edgeId);
            hub.sync().advance(new Standing(hubId, primaryId, epoch));
        });
        var end = new FeedPlace(hubId, hub.sync().endOfFeed());
        edge.store().unitOfWork().run(() -> {
            if (edgeId.equals(primaryId)) {
                edge.sync().forgetCheckpoints();
                edge.sync().moveTo(end);
            } else {
                edge.sync().startOver();
            }
            edge.sync().advance(new Standing(edgeId, primaryId, epoch));
        });
    }

    /** It becomes another device: its old id has changes in the hub that it does not know of any more. */
    private void acceptEdge(Standings standings) {
        var oldId = standings.edge().storeId();
        var end = new FeedPlace(standings.hub().storeId(), hub.sync().endOfFeed());
        edge.store().unitOfWork().run(() -> {
            boolean leads = standings.primary() == Primary.EDGE;
            var primaryId = leads ? null : standings.newest().primaryId();
            edge.sync().becomeNewDevice(primaryId, nextEpoch(standings));
            if (leads) {
                edge.sync().moveTo(end);
            }
        });
        new FinishSwitch(pair, journal).run();
        hub.sync().forgetDevice(oldId);
    }
}
