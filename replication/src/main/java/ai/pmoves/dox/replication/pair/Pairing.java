package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.pair.PairState.Objection;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes two stores a pair, or finds that they are one. Every step can be repeated after a crash. */
public final class Pairing {
    private static final Logger LOG = LoggerFactory.getLogger(Pairing.class);

    /** How long to wait for running writes to the secondary. */
    private static final Duration HOLD = Duration.ofSeconds(10);

    private final Edge edge;
    private final Hub hub;

    public Pairing(Edge edge, Hub hub) {
        this.edge = edge;
        this.hub = hub;
    }

    public PairState pairState() {
        return new PairState(edge.sync().role(), hub.sync().role());
    }

    /**
     * Makes a pair of unpaired stores, and brings an outdated role up to date.
     *
     * @param wanted the primary of a new pair
     * @param makesPair whether an unpaired store joins a pair
     * @throws DoxException {@code config.invalid} if one of the two belongs to another, {@code sync.pair-refused} if
     *     the secondary of the new pair holds what its primary lacks, {@code sync.not-paired} if they are no pair and
     *     none is made here, {@code store.went-back} if one of them went back in time
     */
    public void join(Primary wanted, boolean makesPair) {
        var pairState = pairState();
        PairHistory.require(edge, hub);
        if (!pairState.isNew()) {
            objection(pairState, wanted).ifPresent(reason -> {
                throw new DoxException(ErrorCode.CONFIG_INVALID, reason);
            });
        }
        boolean isMade = pairState.edge().isPaired() && pairState.hub().isPaired();
        if (!isMade && !makesPair) {
            throw notPaired();
        }
        if (isMade) {
            settle(pairState);
        } else {
            make(pairState, pairState.isNew() ? wanted : pairState.primary());
        }
        noteBeginning();
    }

    private DoxException notPaired() {
        return new DoxException(
                ErrorCode.NOT_PAIRED,
                "%s and %s are no pair yet, and none is made here."
                        .formatted(edge.store().rows().description(), description()),
                Remedy.MAKE_PAIR);
    }

    /**
     * Why the two cannot be a pair, since one of them belongs to another; empty if they can.
     *
     * @param wanted the primary of a pair that the embedded store has not recorded yet
     */
    public Optional<Reason> objection(PairState pairState, Primary wanted) {
        boolean haveMet = edge.sync().place(pairState.hub().storeId()).isPresent();
        return pairState
                .objection(wanted, haveMet)
                .map(objection -> refusal(objection, pairState, PairCandidate.of(edge), PairCandidate.of(hub)));
    }

    /** The secondary takes its role first, and only if it holds nothing that the primary lacks. */
    private void make(PairState pairState, Primary primary) {
        if (pairState.isNew()) { // their marks are of an earlier pair
            hub.sync().forgetDevice(pairState.edge().storeId());
            edge.sync().forgetCheckpoints();
        }
        var next = next(pairState, primary);
        boolean isEdge = primary == Primary.EDGE;
        StoreSync ofPrimary = isEdge ? edge.sync() : hub.sync();
        StoreSync ofSecondary = isEdge ? hub.sync() : edge.sync();
        if (!ofSecondary.role().isPaired()) {
            var secondary = isEdge ? PairCandidate.of(hub) : PairCandidate.of(edge);
            var check = new PairingCheck(isEdge ? PairCandidate.of(edge) : PairCandidate.of(hub), secondary);
            check.run().objection().ifPresent(reason -> {
                throw new DoxException(ErrorCode.PAIR_REFUSED, reason);
            });
            ofSecondary.holdingWrites(HOLD, () -> {
                requireSame(check, secondary);
                return takeOver(ofSecondary, next);
            });
        }
        takeOver(ofPrimary, next);
        LOG.info(
                "event=pair.made primary={} sqlite={} supabase={}",
                primary,
                pairState.edge().storeId(),
                pairState.hub().storeId());
    }

    private static ReplicationRole next(PairState pairState, Primary primary) {
        if (!pairState.isNew()) {
            return pairState.newest();
        }
        var first = primary == Primary.EDGE ? pairState.edge() : pairState.hub();
        long epoch = Math.max(pairState.edge().epoch(), pairState.hub().epoch()) + 1;
        return new ReplicationRole(first.storeId(), first.storeId(), epoch);
    }

    /** Rows written during the comparison would have been missed. */
    private static void requireSame(PairingCheck check, PairCandidate secondary) {
        if (!secondary.count().equals(check.secondaryRows())) {
            throw new DoxException(ErrorCode.PAIR_REFUSED, """
                    Another process writes to %s, which would become the secondary and take no more writes. Stop the servers that \
                    use it, and try again. Nothing was changed.""".formatted(secondary.text()));
        }
    }

    /** Gives the store with the older role the newer one; does nothing if both agree. */
    private void settle(PairState pairState) {
        var newest = pairState.newest();
        takeOver(edge.sync(), newest);
        takeOver(hub.sync(), newest);
    }

    private static boolean takeOver(StoreSync store, ReplicationRole newest) {
        var had = store.role();
        if (had.isPaired() && had.epoch() >= newest.epoch()) {
            return false;
        }
        boolean isTaken = store.advance(new ReplicationRole(had.storeId(), newest.primaryId(), newest.epoch()));
        if (isTaken) {
            LOG.info(
                    "event=pair.settled store={} primary={} epoch={}",
                    had.storeId(),
                    newest.primaryId(),
                    newest.epoch());
        }
        return isTaken;
    }

    /** Where the edge is the primary the hub takes no other writes: all its rows came from the edge. */
    private void noteBeginning() {
        var pairState = pairState();
        var hubId = pairState.hub().storeId();
        if (pairState.primary() == Primary.EDGE && edge.sync().place(hubId).isEmpty()) {
            edge.sync().moveTo(new FeedPlace(hubId, hub.sync().endOfFeed()));
        }
    }

    private String description() {
        return hub.store().rows().description();
    }

    static Reason refusal(Objection objection, PairState pairState, PairCandidate edge, PairCandidate hub) {
        var file = edge.rows().description();
        var database = hub.rows().description();
        var hubs = pairState.hub();
        return switch (objection) {
            case HUB_IS_PRIMARY ->
                Reason.of(
                        "%s takes writes of its own (epoch %d), and %s shall, too."
                                .formatted(database, hubs.epoch(), file),
                        Remedy.FOLLOW_HUB);
            case HUB_OF_ANOTHER ->
                Reason.of(
                        "%s is the secondary of another device's store, %s, and not of %s (%s)."
                                .formatted(
                                        database,
                                        hubs.primaryId(),
                                        file,
                                        pairState.edge().storeId()),
                        Remedy.FREE_HUB);
            case EDGE_OF_ANOTHER ->
                Reason.of(
                        "%s is in a pair with another shared store than %s.".formatted(file, database),
                        Remedy.NAME_PAIRED_STORES);
        };
    }
}
