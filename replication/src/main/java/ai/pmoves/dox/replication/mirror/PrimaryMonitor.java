package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.FinishCutover;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.PairState;
import ai.pmoves.dox.replication.pair.Primary;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors which store of a pair is the primary and whether it can be reached. Thread-safe; reading the state never
 * blocks.
 */
final class PrimaryMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(PrimaryMonitor.class);

    /** How long the shared store has to be reachable before it counts as back. */
    private static final Duration STEADY = Duration.ofSeconds(2);

    /** The last rows are pushed while the writers of this process wait, so there may be only few. */
    private static final int LAST_ROWS = 200;

    private final Edge edge;
    private final HubLink link;
    private final OfflineMode offline;
    private final Journal journal;
    private final LongSupplier nanoTime;
    private final Lock looking = new ReentrantLock();
    private final ReadWriteLock queueing = new ReentrantReadWriteLock();
    private volatile RoutingState routingState;
    private volatile Runnable sendAll = () -> {};

    /** Since when the shared store is reachable again, by the system's timer; null while it is not. */
    private @Nullable Long backSince;

    /** The shared store's id, once read; null before. */
    private @Nullable String hubId;

    private boolean hasCopy;

    PrimaryMonitor(Edge edge, HubLink link, OfflineMode offline, RoutingState first, Journal journal) {
        this(edge, link, offline, first, journal, System::nanoTime);
    }

    /** @param nanoTime a timer as {@link System#nanoTime} */
    PrimaryMonitor(
            Edge edge, HubLink link, OfflineMode offline, RoutingState first, Journal journal, LongSupplier nanoTime) {
        this.edge = edge;
        this.link = link;
        this.offline = offline;
        this.routingState = first;
        this.journal = journal;
        this.nanoTime = nanoTime;
    }

    /** Sets the action that pushes the whole outbox before it returns; without one, other processes have to push it. */
    void sendBy(Runnable value) {
        sendAll = value;
    }

    /** The last known routing state. */
    RoutingState routingState() {
        return routingState;
    }

    /** Reads both stores' roles, and finishes an interrupted cutover. */
    void look() {
        looking.lock();
        try {
            routingState = next();
        } finally {
            looking.unlock();
        }
    }

    /** Reads the roles again, unless another thread has changed the routing state meanwhile. */
    void lookAgain(RoutingState seen) {
        looking.lock();
        try {
            if (routingState.equals(seen)) {
                routingState = next();
            }
        } finally {
            looking.unlock();
        }
    }

    private RoutingState next() {
        var found = settled();
        found.ifPresent(hub -> hubId = hub.storeId());
        var role = edge.sync().role(); // after an interrupted cutover is finished
        if (role.isPrimary()) {
            return changed(RoutingState.online(Primary.EDGE));
        }
        var primary = found.map(hub -> new PairState(role, hub).primary()).orElseGet(this::lastKnown);
        if (offline == OfflineMode.OFF) {
            return changed(RoutingState.online(primary));
        }
        return changed(link.isThere() ? back(primary) : away(primary));
    }

    /** The primary if it is not the edge, and the shared store cannot be read. */
    private Primary lastKnown() {
        return routingState.primary() == Primary.ELSEWHERE ? Primary.ELSEWHERE : Primary.HUB;
    }

    /** The shared store's role, after both stores agree; empty if it cannot be read. */
    private Optional<ReplicationRole> settled() {
        try {
            if (link.isThere()) {
                link.checkHistory();
            }
            var found = link.role();
            var pairState = found.map(hub -> new PairState(edge.sync().role(), hub));
            if (pairState.isEmpty() || pairState.get().isSettled()) {
                return found;
            }
            new FinishCutover(new Pair(edge, link.require()), journal).run();
            return link.role();
        } catch (DoxException e) {
            LOG.debug("event=pair.not-settled reason=\"{}\"", e.getMessage());
            return Optional.empty(); // the next poll does it
        }
    }

    private RoutingState away(Primary primary) {
        backSince = null;
        return hasCopy() ? RoutingState.offline(primary) : RoutingState.online(primary);
    }

    /** Whether the embedded store has had all rows of the shared one, as of some time. */
    private boolean hasCopy() {
        hasCopy = hasCopy
                || (hubId == null
                        ? hasCopy(edge, edge.sync().role())
                        : edge.sync().place(hubId).isPresent());
        return hasCopy;
    }

    /** Whether the embedded store has had all rows of the shared store that is its primary. */
    static boolean hasCopy(Edge edge, ReplicationRole role) {
        var hubId = role.primaryId();
        return hubId != null && edge.sync().place(hubId).isPresent();
    }

    private RoutingState back(Primary primary) {
        if (!routingState.isOffline()) {
            return RoutingState.online(primary);
        }
        long now = nanoTime.getAsLong();
        if (backSince == null) {
            backSince = now;
        }
        return now - backSince >= STEADY.toNanos() && isSent(primary)
                ? RoutingState.online(primary)
                : RoutingState.offline(primary);
    }

    /**
     * Whether all offline writes are in the shared store. If so, this process makes no more of them from now on, so
     * that callers find their writes there.
     */
    private boolean isSent(Primary primary) {
        if (offline != OfflineMode.QUEUE || primary != Primary.HUB) {
            return true;
        }
        if (edge.sync().unsentBacklog().rows() > LAST_ROWS
                || !queueing.writeLock().tryLock()) {
            return false;
        }
        try {
            if (!edge.sync().unsentBacklog().isEmpty()) {
                sendAll.run();
            }
            boolean isSent = edge.sync().unsentBacklog().isEmpty();
            if (isSent) {
                routingState = RoutingState.online(primary); // before the writers continue
            }
            return isSent;
        } catch (DoxException e) {
            LOG.debug("event=pair.not-sent reason=\"{}\"", e.getMessage());
            return false;
        } finally {
            queueing.writeLock().unlock();
        }
    }

    private RoutingState changed(RoutingState next) {
        var before = routingState;
        if (!next.equals(before)) {
            LOG.info(
                    "event=pair.course primary={} offline={} reason=\"{}\"",
                    next.primary(),
                    next.isOffline(),
                    link.problem().map(Reason::text).orElse(""));
        }
        return next;
    }

    /**
     * Reports a call that failed since the shared store is away; returns whether the embedded one may do it instead.
     */
    boolean hubFailed() {
        if (offline == OfflineMode.OFF) {
            return false;
        }
        looking.lock();
        try {
            if (!routingState.isToEdge()) {
                routingState = changed(away(routingState.primary()));
            }
            return routingState.isToEdge();
        } finally {
            looking.unlock();
        }
    }

    /**
     * Begins a write to the embedded store if the shared one is still away; if true, the caller ends it by
     * {@link #endOffline}.
     */
    boolean beginOffline(RoutingState seen) {
        queueing.readLock().lock();
        if (routingState.equals(seen)) {
            return true;
        }
        queueing.readLock().unlock();
        return false;
    }

    void endOffline() {
        queueing.readLock().unlock();
    }
}
