package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.cli.support.PairSide;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.changes.InFlightRows;
import ai.pmoves.dox.replication.changes.NewerRows;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of a comparison.
 *
 * @param primary the side whose state counts
 * @param primaryLabel what it is called in the output
 * @param secondary the side that a repair brings to that state
 * @param pair the pair that the two are; empty if they are none
 * @param target the side that a repair writes to
 * @param isTargetPrimary whether that is the primary of a pair, be the other side in it or not
 */
record ParitySides(
        RowReader primary,
        String primaryLabel,
        Store secondary,
        String secondaryLabel,
        Optional<Pair> pair,
        Side target,
        boolean isTargetPrimary) {

    /** A file, and the shared store. */
    static ParitySides ofFile(RowReader file, Store shared) {
        return new ParitySides(file, "primary", shared, "secondary", Optional.empty(), Side.HUB, false);
    }

    /**
     * Both stores. The primary is the one that {@code from} names, or else that of the pair, or else that of the
     * configuration.
     */
    static ParitySides of(Edge edge, Hub hub, @Nullable PairSide from, Side configured) {
        var pair = new Pair(edge, hub);
        boolean isPair = edge.sync().role().isPaired() && hub.sync().role().isPaired();
        var primary = from != null ? from.side() : ofPair(pair, edge).orElse(configured);
        var other = primary.other();
        return new ParitySides(
                pair.store(primary).rows(),
                from == null ? "primary" : pair.store(primary).name(),
                pair.store(other),
                from == null ? "secondary" : pair.store(other).name(),
                isPair ? Optional.of(pair) : Optional.empty(),
                other,
                pair.sync(other).role().isPrimary());
    }

    private static Optional<Side> ofPair(Pair pair, Edge edge) {
        return edge.sync().role().isPaired() ? pair.primary().or(() -> Optional.of(Side.HUB)) : Optional.empty();
    }

    /**
     * Makes sure that the secondary may be repaired.
     *
     * @throws DoxException {@code sync.in-pair} if it follows a store that is not compared
     */
    void requireRepairable(Edge edge, Hub hub) {
        var role = (target == Side.HUB ? hub.sync() : edge.sync()).role();
        var other = (target == Side.HUB ? edge.sync() : hub.sync()).role();
        if (role.isPaired() && !role.isPrimary() && !other.storeId().equals(role.primaryId())) {
            throw new DoxException(ErrorCode.STORE_IN_PAIR, """
                    %s (%s) follows another store (%s, epoch %d), and is brought to the state of that one only: run \
                    dox parity --repair where that store is, or dox unpair. Nothing was changed.""".formatted(
                            secondary.name(), secondary.rows().description(), role.primaryId(), role.epoch()));
        }
    }

    /** The rows among these that a repair has to leave to replication. */
    Set<RowKey> notToRepair(Collection<RowKey> keys) {
        return pair.map(both -> new InFlightRows(both).notToRepair(target, keys))
                .orElse(Set.of());
    }

    NewerRows newer() {
        return pair.map(both -> NewerRows.ofPair(both.sync(target.other()), both.sync(target)))
                .orElseGet(NewerRows::ofRows);
    }
}
