package ai.pmoves.dox.application.sync;

import ai.pmoves.dox.application.sync.Standings.Objection;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.Standing;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes two stores a pair, or finds that they are one. Every step can be repeated after a crash. */
final class Pairing {
    private static final Logger LOG = LoggerFactory.getLogger(Pairing.class);

    private final Edge edge;
    private final Hub hub;

    Pairing(Edge edge, Hub hub) {
        this.edge = edge;
        this.hub = hub;
    }

    Standings standings() {
        return new Standings(edge.sync().standing(), hub.sync().standing());
    }

    /**
     * Makes a pair of stores that are in none, and has one that is behind take over what the other knows.
     *
     * @param wanted the primary of a new pair
     * @throws DoxException {@code config.invalid} if one of the two belongs to another
     */
    void join(Primary wanted) {
        var standings = standings();
        if (standings.isNew()) {
            make(standings, wanted);
        } else {
            objection(standings, wanted).ifPresent(reason -> {
                throw new DoxException(ErrorCode.CONFIG_INVALID, reason);
            });
            if (!standings.edge().isPaired() && standings.primary() == Primary.HUB) {
                requireEmptyEdge();
            }
            settle(standings);
        }
        noteBeginning();
    }

    /**
     * Why the two cannot be a pair, since one of them belongs to another; empty if they can.
     *
     * @param wanted the primary of a pair of which the embedded store knows nothing yet
     */
    Optional<String> objection(Standings standings, Primary wanted) {
        boolean haveMet = edge.sync().place(standings.hub().storeId()).isPresent();
        return standings.objection(wanted, haveMet).map(objection -> refusal(objection, standings));
    }

    private void make(Standings standings, Primary wanted) {
        var edgeId = standings.edge().storeId();
        var hubId = standings.hub().storeId();
        var primaryId = wanted == Primary.EDGE ? edgeId : hubId;
        if (wanted == Primary.EDGE) {
            hub.sync().advance(new Standing(hubId, primaryId, 1));
            edge.sync().advance(new Standing(edgeId, primaryId, 1));
        } else {
            requireEmptyEdge();
            edge.sync().advance(new Standing(edgeId, primaryId, 1));
            hub.sync().advance(new Standing(hubId, primaryId, 1));
        }
        LOG.info("event=pair.made primary={} edge={} hub={}", wanted, edgeId, hubId);
    }

    /** Has the store whose standing is old take over the other's; does nothing if both say the same. */
    private void settle(Standings standings) {
        var newest = standings.newest();
        takeOver(edge.sync(), standings.edge(), newest);
        takeOver(hub.sync(), standings.hub(), newest);
    }

    private static void takeOver(StoreSync store, Standing had, Standing newest) {
        if ((!had.isPaired() || had.epoch() < newest.epoch())
                && store.advance(new Standing(had.storeId(), newest.primaryId(), newest.epoch()))) {
            LOG.info(
                    "event=pair.settled store={} primary={} epoch={}",
                    had.storeId(),
                    newest.primaryId(),
                    newest.epoch());
        }
    }

    /** Where the edge is the primary nobody else writes to the hub: all that is there now came from the edge. */
    private void noteBeginning() {
        var standings = standings();
        var hubId = standings.hub().storeId();
        if (standings.primary() == Primary.EDGE && edge.sync().place(hubId).isEmpty()) {
            edge.sync().moveTo(new FeedPlace(hubId, hub.sync().endOfFeed()));
        }
    }

    /** What is in the edge alone would neither be seen nor sent. */
    private void requireEmptyEdge() {
        var rows = edge.store().rows();
        for (var table : StoreTable.values()) {
            long count = rows.count(table);
            if (count > 0) {
                throw new DoxException(ErrorCode.CONFIG_INVALID, """
                        %s is to become a copy of %s, and has %d %s of its own, which would be lost. Bring them over \
                        with: dox backfill, then move the file away or name another one in DB_PATH.\
                        """.formatted(
                                rows.description(), description(), count, table.text()));
            }
        }
    }

    private String description() {
        return hub.store().rows().description();
    }

    private String refusal(Objection objection, Standings standings) {
        var file = edge.store().rows().description();
        var hubs = standings.hub();
        return switch (objection) {
            case HUB_IS_PRIMARY -> """
                            %s takes writes of its own (epoch %d), and %s shall, too. Set DB_BACKEND=supabase and name a \
                            new file in DB_PATH to follow it.""".formatted(description(), hubs.epoch(), file);
            case HUB_OF_ANOTHER ->
                """
                            %s is the secondary of another device's store, %s, and not of %s (%s). Name another database, \
                            or run there: dox cutover --to supabase, and set DB_BACKEND=supabase here.\
                            """.formatted(
                        description(), hubs.primaryId(), file, standings.edge().storeId());
            case EDGE_OF_ANOTHER -> """
                            %s is in a pair with another shared store than %s. Name that one in SUPABASE_DB_URL, or another \
                            file in DB_PATH.""".formatted(file, description());
        };
    }
}
