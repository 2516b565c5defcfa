package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a pair apart. No row is removed: each store that leaves keeps its rows, and takes writes by itself. Every step
 * can be repeated after a crash. Not thread-safe.
 */
public final class Unpair {
    private final @Nullable Edge edge;
    private final @Nullable Hub hub;
    private final Journal journal;

    private Unpair(@Nullable Edge edge, @Nullable Hub hub, Journal journal) {
        this.edge = edge;
        this.hub = hub;
        this.journal = requireNonNull(journal, "journal");
    }

    /** Both stores leave, except a shared one that other devices need. */
    public static Unpair both(Pair pair, Journal journal) {
        return new Unpair(pair.edge(), pair.hub(), journal);
    }

    /** The embedded store leaves, without a call to the shared one. */
    public static Unpair only(Edge edge, Journal journal) {
        return new Unpair(edge, null, journal);
    }

    /** The shared store leaves, whatever other stores there are. */
    public static Unpair only(Hub hub, Journal journal) {
        return new Unpair(null, hub, journal);
    }

    /**
     * Plans, and changes nothing.
     *
     * @throws DoxException {@code sync.pair-refused} if the two are no pair with each other
     */
    public UnpairPlan plan() {
        var ofEdge = edge == null ? null : edge.sync().role();
        var ofHub = hub == null ? null : hub.sync().role();
        var kept = edge == null || ofEdge == null || hub == null || ofHub == null
                ? Optional.<String>empty()
                : whyKept(edge, ofEdge, hub, ofHub);
        var freed = EnumSet.noneOf(Side.class);
        if (ofEdge != null && ofEdge.isPaired()) {
            freed.add(Side.EDGE);
        }
        if (ofHub != null && ofHub.isPaired() && kept.isEmpty()) {
            freed.add(Side.HUB);
        }
        var newest = newest(ofEdge, ofHub);
        return new UnpairPlan(
                freed,
                kept,
                newest.flatMap(UnpairPlan::primaryOf),
                newest.map(ReplicationRole::epoch).orElse(0L),
                edge == null ? 0 : edge.sync().unsentBacklog().rows(),
                toEdge(ofEdge, ofHub),
                edge == null ? 0 : edge.sync().deadLetterCount());
    }

    private static Optional<ReplicationRole> newest(@Nullable ReplicationRole ofEdge, @Nullable ReplicationRole ofHub) {
        if (ofEdge == null || !ofEdge.isPaired()) {
            return Optional.ofNullable(ofHub).filter(ReplicationRole::isPaired);
        }
        return Optional.of(ofHub == null ? ofEdge : new PairState(ofEdge, ofHub).newest());
    }

    /** Why the shared store stays as it is, though it is in a pair; empty if it leaves, too, or is in none. */
    private static Optional<String> whyKept(Edge edge, ReplicationRole ofEdge, Hub hub, ReplicationRole ofHub) {
        boolean isOfEdge = ofEdge.storeId().equals(ofHub.primaryId());
        if (!ofHub.isPaired() || isOfEdge) {
            return Optional.empty();
        }
        if (!ofHub.isPrimary()) {
            return Optional.of("it follows another device's store (%s)".formatted(ofHub.primaryId()));
        }
        if (!ofEdge.isPaired()) {
            return Optional.of("it is the primary of other devices, and this file is in no pair with it");
        }
        boolean isKnown = ofHub.storeId().equals(ofEdge.primaryId())
                || edge.sync().place(ofHub.storeId()).isPresent();
        if (!isKnown) {
            throw new DoxException(
                    ErrorCode.PAIR_REFUSED,
                    "%s (%s) and %s (%s) are in different pairs. Nothing was changed."
                            .formatted(
                                    edge.store().name(),
                                    edge.store().rows().description(),
                                    hub.store().name(),
                                    hub.store().rows().description()),
                    Remedy.UNPAIR_ONE);
        }
        var others = new HashSet<>(hub.sync().writers());
        hub.sync().devices().forEach(device -> others.add(device.storeId()));
        others.removeAll(Set.of(ofEdge.storeId(), ofHub.storeId()));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("it is the primary of other devices (%s)".formatted(String.join(", ", others)));
    }

    private long toEdge(@Nullable ReplicationRole ofEdge, @Nullable ReplicationRole ofHub) {
        if (edge == null || hub == null || ofEdge == null || ofHub == null || ofEdge.isPrimary()) {
            return 0;
        }
        return edge.sync()
                .place(ofHub.storeId())
                .map(place ->
                        hub.sync().feedBacklog(place.cursor(), ofEdge.storeId()).rows())
                .orElse(0L);
    }

    /**
     * Takes the pair apart, the shared store first: until the embedded one has left too, the same call finishes it.
     *
     * @return the plan that was carried out
     * @throws DoxException {@code sync.in-pair} if a process is replicating, which would make the pair again;
     *     {@code store.unavailable} and the like if a store goes away: the same call finishes it
     */
    public UnpairPlan run() {
        if (edge == null) {
            return leave();
        }
        var turn = edge.sync().turn();
        if (turn.isEmpty()) {
            throw new DoxException(
                    ErrorCode.STORE_IN_PAIR, """
                    A server uses %s and brings changes over: stop it first, since it would make the pair again. Nothing was \
                    changed.""".formatted(edge.store().rows().description()));
        }
        var ours = turn.get();
        try (ours) {
            return leave();
        }
    }

    /** Removes the device from the shared store's list. */
    private void forgetMarks(Edge leaving) {
        leaving.sync().forgetCheckpoints();
        if (hub != null) {
            hub.sync().forgetDevice(leaving.sync().role().storeId());
        }
    }

    private UnpairPlan leave() {
        var plan = plan();
        var syncs = new ArrayList<StoreSync>();
        if (hub != null && plan.freed().contains(Side.HUB)) {
            hub.sync().leavePair();
            syncs.add(hub.sync());
        }
        if (edge != null && plan.freed().contains(Side.EDGE)) {
            if (hub != null && !plan.freed().contains(Side.HUB)) {
                hub.sync().forgetDevice(edge.sync().role().storeId());
            }
            edge.sync().leavePair();
            forgetMarks(edge);
            syncs.add(edge.sync());
        }
        if (!syncs.isEmpty()) {
            journal.record(syncs, "pair.left", figures(plan));
        }
        return plan;
    }

    private static Map<String, Object> figures(UnpairPlan plan) {
        return Map.of(
                "freed",
                List.copyOf(plan.freed()).stream().sorted().map(Side::toString).toList(),
                "epoch",
                plan.epoch(),
                "to_supabase_rows",
                plan.toHub(),
                "to_sqlite_rows",
                plan.toEdge(),
                "dead_letters",
                plan.deadLetters());
    }
}
