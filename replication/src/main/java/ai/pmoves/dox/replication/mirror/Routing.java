package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.metrics.CallTimer;
import ai.pmoves.dox.metrics.RecentCalls;
import ai.pmoves.dox.ports.measure.Latencies;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.UnitOfWork;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.mirror.ShadowReads.Two;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.PairHistory.WentBack;
import ai.pmoves.dox.replication.pair.Patience;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.replication.pair.Side;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has each call of a pair done by the store that it is for. One that comes too late, since the stores have just changed
 * places, is done by the other one, if nothing of it was done. Within a unit of work a thread stays with one store.
 *
 * <p>Safe for use by many threads.
 */
final class Routing implements UnitOfWork {
    /** How long a switch may take that somebody else is at, from the first refusal. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int LONGEST_PAUSE_MS = 200;

    private final Edge edge;
    private final HubLink link;
    private final Lookout lookout;
    private final OfflineMode offline;
    private final ThreadLocal<@Nullable Store> pinned = new ThreadLocal<>();
    private final WriterGate hubWriters;
    private final Duration patience;
    private final RecentCalls calls =
            new RecentCalls(CallTimer.of("pmoves.pair.calls", "Calls of a pair of stores, retries included"));

    Routing(Edge edge, HubLink link, Lookout lookout, PairOptions options) {
        this(edge, link, lookout, options, PATIENCE);
    }

    /** @param patience how long a switch may take that somebody else is at */
    Routing(Edge edge, HubLink link, Lookout lookout, PairOptions options, Duration patience) {
        this.edge = edge;
        this.link = link;
        this.lookout = lookout;
        this.offline = options.offline();
        this.hubWriters = new WriterGate(options.hubWriters(), link::isThere);
        this.patience = patience;
    }

    /** How long calls took, whichever store did them and however often they were tried. */
    Latencies latencies() {
        return calls.latencies();
    }

    /** The store that answers the calling thread now. */
    Store store() {
        var store = pinned.get();
        return store == null ? store(lookout.course()) : store;
    }

    /** The store that answers the calling thread, and the other one; empty if that cannot be compared to it now. */
    Optional<Two> both() {
        var course = lookout.course();
        return pinned.get() != null || course.isOffline() || link.problem().isPresent()
                ? Optional.empty()
                : link.hub()
                        .map(hub -> course.isToEdge()
                                ? new Two(edge.store(), hub.store())
                                : new Two(hub.store(), edge.store()));
    }

    private Store store(Course course) {
        return course.isToEdge() ? edge.store() : link.require().store();
    }

    private StoreSync sync(Course course) {
        return course.isToEdge() ? edge.sync() : link.require().sync();
    }

    /** Asks the store that answers, or the embedded one's copy if the shared one goes away and that may do. */
    <T> T read(Function<Store, T> call) {
        return calls.time(() -> tryRead(call));
    }

    private <T> T tryRead(Function<Store, T> call) {
        var store = pinned.get();
        if (store != null) {
            return call.apply(store);
        }
        var course = lookout.course();
        try {
            return call.apply(store(course));
        } catch (DoxException e) {
            if (!course.isToEdge() && e.code() == ErrorCode.STORE_UNAVAILABLE && lookout.hubFailed()) {
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
        return calls.time(() ->
                untilTaken(course -> new Attempt<>(() -> inTurn(course, () -> call.apply(store(course))), () -> true)));
    }

    /**
     * Makes a call that takes many transactions of its own, and has to be with one store from its beginning to its end;
     * another one begins anew. Not while the shared store is away.
     */
    <T> T writeAtLength(Function<Store, T> call) {
        return untilTaken(course -> {
            if (course.isOffline()) {
                throw awayFor("This takes the shared store");
            }
            var store = store(course);
            return new Attempt<>(() -> pinnedTo(store, () -> call.apply(store)), () -> true);
        });
    }

    @Override
    public <T> T call(Supplier<T> work) {
        var store = pinned.get();
        if (store != null) {
            return store.unitOfWork().call(work);
        }
        return untilTaken(course -> {
            var begun = new AtomicBoolean();
            Supplier<T> unit = () -> {
                if (!course.isOffline()) {
                    sync(course).requirePrimary();
                }
                begun.set(true);
                return pinnedTo(store(course), work);
            };
            return new Attempt<>(
                    course.isOffline()
                            ? unit
                            : () -> inTurn(
                                    course, () -> store(course).unitOfWork().call(unit)),
                    () -> !begun.get());
        });
    }

    /** A transaction that writes to the shared store, of which there may be so many at the same time. */
    private <T> T inTurn(Course course, Supplier<T> transaction) {
        return course.isToEdge() ? transaction.get() : hubWriters.write(transaction);
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
     * Something to be written.
     *
     * @param isUndone whether nothing of it was done, given that it failed
     */
    private record Attempt<T>(Supplier<T> work, Supplier<Boolean> isUndone) {}

    private <T> T untilTaken(Function<Course, Attempt<T>> attempts) {
        @Nullable Patience waited = null;
        for (int pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
            var course = lookout.course();
            requireSameHistory(course);
            var attempt = attempts.apply(course);
            try {
                if (!course.isOffline()) {
                    return attempt.work().get();
                }
                requireQueue(course);
                if (lookout.beginOffline(course)) {
                    return offline(attempt);
                }
            } catch (DoxException e) {
                if (!attempt.isUndone().get() || !mayGoElsewhere(course, e)) {
                    throw e;
                }
            }
            waited = waited == null ? new Patience(patience) : waited;
            pause(waited, pause);
        }
    }

    private <T> T offline(Attempt<T> attempt) {
        try {
            return edge.sync().writingOffline(attempt.work());
        } finally {
            lookout.endOffline();
        }
    }

    /** Whether another store may do what one has refused to. */
    private boolean mayGoElsewhere(Course course, DoxException refusal) {
        if (refusal.code() == ErrorCode.STORE_UNAVAILABLE) {
            return offline == OfflineMode.QUEUE && course.equals(Course.online(Primary.HUB)) && lookout.hubFailed();
        }
        if (refusal.code() != ErrorCode.STORE_NOT_PRIMARY) {
            return false;
        }
        lookout.lookAgain(course);
        return lookout.course().primary() != Primary.ELSEWHERE;
    }

    /** A primary that went back in time takes no writes until a person has decided what counts. */
    private void requireSameHistory(Course course) {
        wentBack(course).ifPresent(failure -> {
            throw failure;
        });
    }

    private Optional<DoxException> wentBack(Course course) {
        return course.primary() == Primary.EDGE
                ? link.wentBack().filter(found -> found.side() == Side.EDGE).map(WentBack::failure)
                : Optional.empty();
    }

    /** Why nothing can be written just now, as far as that is known without asking a store; empty if it can. */
    Optional<DoxException> writeRefusal() {
        var course = lookout.course();
        if (course.isOffline()) {
            return refusal(() -> requireQueue(course));
        }
        if (course.primary() == Primary.ELSEWHERE) {
            return Optional.of(new DoxException(
                    ErrorCode.STORE_NOT_PRIMARY,
                    "The primary is another device's store. Writes are taken there, or after \"dox cutover\"."));
        }
        return wentBack(course).or(() -> course.isToEdge() ? Optional.empty() : refusal(link::require));
    }

    private static Optional<DoxException> refusal(Runnable requirement) {
        try {
            requirement.run();
            return Optional.empty();
        } catch (DoxException e) {
            return Optional.of(e);
        }
    }

    private void requireQueue(Course course) {
        if (course.primary() == Primary.ELSEWHERE) {
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
                "%s, and it cannot be reached: %s"
                        .formatted(what, link.problem().orElse("it was away a moment ago")));
    }

    private static void pause(Patience patience, int milliseconds) {
        if (patience.isOver()) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The two stores are changing places, and did not finish within %s; try again.".formatted(patience));
        }
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted.", e);
        }
    }
}
