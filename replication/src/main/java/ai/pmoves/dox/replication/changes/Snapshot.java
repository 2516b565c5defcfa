package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies all rows of a hub to its edge, except those that wait in the outbox, while both are in use. The place in the
 * feed is recorded at the end, so that an interrupted snapshot is repeated. Not thread-safe.
 */
final class Snapshot {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
    private static final int BATCH = 1_000;

    private final Edge edge;
    private final Hub hub;
    private final PullApplier intake;
    private final DeadLetters setAside;
    private final ReplicationRole role;
    private final MassDeletes massDeletes;

    Snapshot(Edge edge, Hub hub, MassDeletes massDeletes) {
        this.massDeletes = massDeletes;
        this.edge = edge;
        this.role = edge.sync().role();
        this.hub = hub;
        this.intake = new PullApplier(edge, hub);
        this.setAside = new DeadLetters(edge, hub);
    }

    /**
     * Returns how many rows were taken.
     *
     * @throws DoxException {@code store.busy} if a cutover happens meanwhile: rows that were read before are not
     *     applied
     */
    long take() {
        LOG.info("event=sync.snapshot-began");
        var place =
                new FeedPlace(hub.sync().role().storeId(), hub.sync().endOfFeed()); // later changes come by the feed
        var keys = new EnumMap<StoreTable, Set<String>>(StoreTable.class);
        for (var table : StoreTable.values()) {
            keys.put(table, take(table));
        }
        long removed = holdRemovals(keys) ? 0 : removeAllBut(keys);
        following(() -> {
            edge.sync().moveTo(place);
            return place;
        });
        long taken = keys.values().stream().mapToLong(Set::size).sum();
        LOG.info("event=sync.snapshot-ended rows={} removed={}", taken, removed);
        return taken;
    }

    private long removeAllBut(Map<StoreTable, Set<String>> keys) {
        long removed = 0;
        for (var table : List.of(StoreTable.values()).reversed()) {
            removed += following(() -> edge.sync().removeAllBut(table, keys.get(table)));
        }
        return removed;
    }

    /** Holds the rows that the hub does not have, if there are too many of them; returns whether it does. */
    private boolean holdRemovals(Map<StoreTable, Set<String>> keys) {
        var extra = new EnumMap<StoreTable, List<String>>(StoreTable.class);
        var counts = new EnumMap<StoreTable, Long>(StoreTable.class);
        keys.forEach((table, ofHub) -> {
            extra.put(table, edge.sync().keysWithout(table, ofHub));
            counts.put(table, (long) extra.get(table).size());
        });
        var objection =
                massDeletes.objection(counts, table -> edge.store().rows().count(table), "the shared store");
        objection.ifPresent(reason -> extra.forEach((table, ofTable) -> {
            var rows = ofTable.stream().map(key -> new RowKey(table, key)).toList();
            following(() -> edge.sync().hold(Direction.PULL, rows, reason));
        }));
        objection.ifPresent(reason -> LOG.warn("event=sync.held direction=PULL reason=\"{}\"", reason));
        return objection.isPresent();
    }

    /** Returns the keys of all rows. */
    private Set<String> take(StoreTable table) {
        var keys = new HashSet<String>();
        var batch = new ArrayList<RowKey>(BATCH);
        hub.store().rows().scan(table, row -> {
            keys.add(row.id());
            batch.add(new RowKey(table, row.id()));
            if (batch.size() == BATCH) {
                take(batch);
            }
        });
        take(batch);
        return keys;
    }

    /** Reads the rows again: the versions of those that were scanned are not known, and may be those of later ones. */
    private void take(List<RowKey> batch) {
        var states = intake.states(batch).stream()
                .filter(state -> !state.isRemoval())
                .toList();
        setAside.pulled(intake.applier(some -> following(() -> {
                    intake.takeStates(some);
                    return some;
                }))
                .apply(states));
        batch.clear();
    }

    /** Runs a step in a transaction with the edge's role unchanged: rows that it wrote as a primary are kept. */
    private <T> T following(Supplier<T> piece) {
        return edge.store().unitOfWork().call(() -> {
            if (!edge.sync().role().equals(role)) {
                throw new DoxException(
                        ErrorCode.STORE_BUSY, "The stores have changed places while a snapshot was taken.");
            }
            return piece.get();
        });
    }
}
