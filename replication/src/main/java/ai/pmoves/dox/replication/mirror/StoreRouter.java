package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.metrics.CallTimer;
import ai.pmoves.dox.metrics.RecentCalls;
import ai.pmoves.dox.ports.measure.Latencies;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.UnitOfWork;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.mirror.ShadowReads.Two;
import ai.pmoves.dox.replication.pair.Deadline;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.PairHistory.WentBack;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.replication.pair.Side;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Routes each call of a pair to a store. A call that a cutover overtook is repeated on the new primary if none of it was
 * committed. Within a unit of work a thread stays with one store. Thread-safe.
 */
final class StoreRouter implements UnitOfWork {
    /** How long another process's cutover may take, from the first refusal. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int LONGEST_PAUSE_MS = 200;

    private final Edge edge;
    private final HubLink link;
    private final PrimaryMonitor monitor;
    private final OfflineMode offline;
    private final ThreadLocal<@Nullable Store> pinned = new ThreadLocal<>();
    private final WriterGate hubWriters;
    private final Duration timeout;
    private final RecentCalls calls =
            new RecentCalls(CallTimer.of("pmoves.pair.calls", "Calls of a pair of stores, retries included"));

    StoreRouter(Edge edge, HubLink link, PrimaryMonitor monitor, PairOptions options) {
        this(edge, link, monitor, options, TIMEOUT);
    }

    /** @param timeout how long another process's cutover may take */
    StoreRouter(Edge edge, HubLink link, PrimaryMonitor monitor, PairOptions options, Duration timeout) {
        this.edge = edge;
        this.link = link;
        this.monitor = monitor;
        this.offline = options.offline();
        this.hubWriters = new WriterGate(options.hubWriters(), link::isThere);
        this.timeout = timeout;
    }

    /** How long calls took, in either store and with all retries. */
    Latencies latencies() {
        return calls.latencies();
    }

    /** The store that answers the calling thread now. */
    Store store() {
        var store = pinned.get();
        return store == null ? store(monitor.routingState()) : store;
    }

    /** The store that answers the calling thread, and the other one; empty if that cannot be compared to it now. */
    Optional<Two> both() {
        var routingState = monitor.routingState();
        return pinned.get() != null
                        || routingState.isOffline()
                        || link.problem().isPresent()
                ? Optional.empty()
                : link.hub()
                        .map(hub -> routingState.isToEdge()
                                ? new Two(edge.store(), hub.store())
                                : new Two(hub.store(), edge.store()));
    }

    private Store store(RoutingState routingState) {
        return routingState.isToEdge() ? edge.store() : link.require().store();
    }

    private StoreSync sync(RoutingState routingState) {
        return routingState.isToEdge() ? edge.sync() : link.require().sync();
    }

    /**
     * Reads from the store that answers, or from the embedded copy if the shared store goes away and the mode allows
     * it.
     */
    <T> T read(Function<Store, T> call) {
        return calls.time(() -> tryRead(call));
    }

    private <T> T tryRead(Function<Store, T> call) {
        var store = pinned.get();
        if (store != null) {
            return call.apply(store);
        }
        var routingState = monitor.routingState();
        try {
            return call.apply(store(routingState));
        } catch (DoxException e) {
            if (!routingState.isToEdge() && e.code() == ErrorCode.STORE_UNAVAILABLE && monitor.hubFailed()) {
                return call.apply(edge.store());
            }
            throw e;
        }
    }

    /** Makes a call that writes: all of it or, if it fails, nothing. */
    <T> T write(Function<Store, T> call) {
        var store = pinned.get();
        if (store != null) {
            return calls.time(() -> call.apply(store));
        }
        return calls.time(() -> untilTaken(routingState ->
                new Attempt<>(() -> inTurn(routingState, () -> call.apply(store(routingState))), () -> true)));
    }

    /**
     * Makes a call that takes many transactions of its own on one store; after a cutover it begins anew on the other.
     * Not while the shared store is away.
     */
    <T> T writeAtLength(Function<Store, T> call) {
        return untilTaken(routingState -> {
            if (routingState.isOffline()) {
                throw awayFor("This takes the shared store");
            }
            var store = store(routingState);
            return new Attempt<>(() -> pinnedTo(store, () -> call.apply(store)), () -> true);
        });
    }

    @Override
    public <T> T call(Supplier<T> work) {
        var store = pinned.get();
        if (store != null) {
            return store.unitOfWork().call(work);
        }
        return untilTaken(routingState -> {
            var begun = new AtomicBoolean();
            Supplier<T> unit = () -> {
                if (!routingState.isOffline()) {
                    sync(routingState).requirePrimary();
                }
                begun.set(true);
                return pinnedTo(store(routingState), work);
            };
            return new Attempt<>(
                    routingState.isOffline()
                            ? unit
                            : () -> inTurn(
                                    routingState,
                                    () -> store(routingState).unitOfWork().call(unit)),
                    () -> !begun.get());
        });
    }

    /** Runs a transaction that writes to the shared store; their number is limited. */
    private <T> T inTurn(RoutingState routingState, Supplier<T> transaction) {
        return routingState.isToEdge() ? transaction.get() : hubWriters.write(transaction);
    }

    private <T> T pinnedTo(Store store, Supplier<T> work) {
        pinned.set(store);
        try {
            return work.get();
        } finally {
            pinned.remove();
        }
    }

    /**
     * An attempt to write.
     *
     * @param isUndone whether nothing was committed, given that it failed
     */
    private record Attempt<T>(Supplier<T> work, Supplier<Boolean> isUndone) {}

    private <T> T untilTaken(Function<RoutingState, Attempt<T>> attempts) {
        @Nullable Deadline waited = null;
        for (int pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
            var routingState = monitor.routingState();
            requireSameHistory(routingState);
            var attempt = attempts.apply(routingState);
            try {
                if (!routingState.isOffline()) {
                    return attempt.work().get();
                }
                requireQueue(routingState);
                if (monitor.beginOffline(routingState)) {
                    return offline(attempt);
                }
            } catch (DoxException e) {
                if (!attempt.isUndone().get() || !mayGoElsewhere(routingState, e)) {
                    throw e;
                }
            }
            waited = waited == null ? new Deadline(timeout) : waited;
            pause(waited, pause);
        }
    }

    private <T> T offline(Attempt<T> attempt) {
        try {
            return edge.sync().writingOffline(attempt.work());
        } finally {
            monitor.endOffline();
        }
    }

    /** Whether another store may run the call that one has refused. */
    private boolean mayGoElsewhere(RoutingState routingState, DoxException refusal) {
        if (refusal.code() == ErrorCode.STORE_UNAVAILABLE) {
            return offline == OfflineMode.QUEUE
                    && routingState.equals(RoutingState.online(Primary.HUB))
                    && monitor.hubFailed();
        }
        if (refusal.code() != ErrorCode.STORE_NOT_PRIMARY) {
            return false;
        }
        monitor.lookAgain(routingState);
        return monitor.routingState().primary() != Primary.ELSEWHERE;
    }

    /** A primary that went back in time takes no writes until an operator accepts it. */
    private void requireSameHistory(RoutingState routingState) {
        wentBack(routingState).ifPresent(failure -> {
            throw failure;
        });
    }

    private Optional<DoxException> wentBack(RoutingState routingState) {
        return routingState.primary() == Primary.EDGE
                ? link.wentBack().filter(found -> found.side() == Side.EDGE).map(WentBack::failure)
                : Optional.empty();
    }

    /** Why writes are refused now, as far as known without a call to a store; empty if they are not. */
    Optional<DoxException> writeRefusal() {
        var routingState = monitor.routingState();
        if (routingState.isOffline()) {
            return refusal(() -> requireQueue(routingState));
        }
        if (routingState.primary() == Primary.ELSEWHERE) {
            return Optional.of(new DoxException(
                    ErrorCode.STORE_NOT_PRIMARY,
                    "The primary is another device's store, which takes the writes.",
                    Remedy.PROMOTE_HUB_THERE));
        }
        return wentBack(routingState).or(() -> routingState.isToEdge() ? Optional.empty() : refusal(link::require));
    }

    private static Optional<DoxException> refusal(Runnable requirement) {
        try {
            requirement.run();
            return Optional.empty();
        } catch (DoxException e) {
            return Optional.of(e);
        }
    }

    private void requireQueue(RoutingState routingState) {
        if (routingState.primary() == Primary.ELSEWHERE) {
            throw new DoxException(
                    ErrorCode.STORE_NOT_PRIMARY, "The primary is another device's store, and it cannot be reached.");
        }
        if (offline != OfflineMode.QUEUE) {
            throw awayFor("Writing takes the shared store");
        }
    }

    private DoxException awayFor(String what) {
        return new DoxException(
                ErrorCode.STORE_OFFLINE,
                link.problem()
                        .orElse(Reason.of("it was away a moment ago"))
                        .in(what + ", and it cannot be reached: %s"));
    }

    private static void pause(Deadline deadline, int milliseconds) {
        if (deadline.isOver()) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The two stores are changing places, and did not finish within %s; try again.".formatted(deadline));
        }
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted.", e);
        }
    }
}
