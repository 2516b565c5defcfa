package ai.pmoves.dox.testing.embedded;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.ports.store.ArtifactRepository;
import ai.pmoves.dox.ports.store.DocumentRepository;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.UnitOfWork;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.ports.sync.HubSync;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to a store. A test can cut it at any moment, also in the middle of a commit, and can do something before or
 * after any call. Calls are named by their ports, for example {@code HubSync.receive}.
 *
 * <p>Thread-safe.
 */
public final class Line {
    private enum Break {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private static final List<Class<?>> PORTS = List.of(
            Store.class,
            UnitOfWork.class,
            ArtifactRepository.class,
            ChunkIndex.class,
            DocumentRepository.class,
            StoreRows.class,
            EdgeSync.class,
            HubSync.class);

    private final Map<String, Queue<Runnable>> before = new ConcurrentHashMap<>();
    private final Map<String, Queue<Runnable>> after = new ConcurrentHashMap<>();
    private final ThreadLocal<Boolean> inTransaction = ThreadLocal.withInitial(() -> false);
    private volatile Watcher watcher = (call, args) -> {};
    private volatile Break atCommit = Break.NONE;
    private volatile boolean isCut;
    private final AtomicInteger failuresLeft = new AtomicInteger(Integer.MAX_VALUE);

    /** Opens the store as a program does; closing what comes of it does not close the store. */
    public Connection connect(Store store) {
        return new Connection(this, store);
    }

    /** From now on calls fail with {@code store.unavailable}. */
    public void cut() {
        isCut = true;
    }

    /** Cuts the line when the next transaction is to be committed: it is rolled back, and its outcome is not known. */
    public void cutBeforeCommit() {
        atCommit = Break.BEFORE_COMMIT;
    }

    /** Cuts the line when the next transaction has been committed: the caller is not told. */
    public void cutAfterCommit() {
        atCommit = Break.AFTER_COMMIT;
    }

    public void restore() {
        isCut = false;
        atCommit = Break.NONE;
        failuresLeft.set(Integer.MAX_VALUE);
    }

    /** Restores the line by itself when so many calls have failed. */
    public void restoreAfter(int failures) {
        failuresLeft.set(failures);
    }

    /**
     * Does something before the next call of this name; what it throws is what the call throws.
     *
     * @throws IllegalArgumentException if no port has a method of this name
     */
    public void before(String call, Runnable action) {
        requireMethod(call);
        actions(before, call).add(action);
    }

    /** Does something after the next call of this name, which is checked as for {@link #before}. */
    public void after(String call, Runnable action) {
        requireMethod(call);
        actions(after, call).add(action);
    }

    /** Does something after the call of this name that comes after so many others. */
    public void after(String call, int others, Runnable action) {
        for (int i = 0; i < others; i++) {
            after(call, () -> {});
        }
        after(call, action);
    }

    /** An action for a method that was renamed would never run, and its test would wait for it. */
    private static void requireMethod(String call) {
        int dot = call.indexOf('.');
        var port = call.substring(0, Math.max(0, dot));
        boolean isThere = PORTS.stream()
                .filter(type -> type.getSimpleName().equals(port))
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .anyMatch(method -> method.getName().equals(call.substring(dot + 1)));
        if (!isThere) {
            throw new IllegalArgumentException(call + " is no method of " + PORTS);
        }
    }

    private static Queue<Runnable> actions(Map<String, Queue<Runnable>> actions, String call) {
        return actions.computeIfAbsent(call, none -> new ConcurrentLinkedQueue<>());
    }

    /** Sees calls before they are made. What it throws is what the call throws. */
    public interface Watcher {
        void call(String name, List<@Nullable Object> args);
    }

    /** Shows each call from now on, in the place of an earlier watcher. */
    public void watch(Watcher value) {
        watcher = value;
    }

    boolean isCut() {
        return isCut;
    }

    void arrive(String call, @Nullable Object @Nullable [] args) {
        watcher.call(call, args == null ? List.of() : Arrays.asList(args));
        runOne(before, call);
        if (isCut) {
            if (failuresLeft.decrementAndGet() <= 0) {
                restore();
            }
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "The line to the store is cut.");
        }
    }

    void leave(String call) {
        runOne(after, call);
    }

    private static void runOne(Map<String, Queue<Runnable>> actions, String call) {
        var action = actions(actions, call).poll();
        if (action != null) {
            action.run();
        }
    }

    boolean isInTransaction() {
        return inTransaction.get();
    }

    /** The work of a transaction, with what happens to it before it is committed. */
    <T> Supplier<T> inTransaction(Supplier<T> work) {
        return () -> {
            inTransaction.set(true);
            try {
                var result = work.get();
                breakAt(Break.BEFORE_COMMIT);
                if (isCut) {
                    throw unknownOutcome();
                }
                return result;
            } finally {
                inTransaction.remove();
            }
        };
    }

    void committed() {
        if (breakAt(Break.AFTER_COMMIT)) {
            throw unknownOutcome();
        }
    }

    private boolean breakAt(Break moment) {
        if (atCommit != moment) {
            return false;
        }
        atCommit = Break.NONE;
        isCut = true;
        return true;
    }

    private static DoxException unknownOutcome() {
        return new DoxException(ErrorCode.STORE_OUTCOME_UNKNOWN, "The line was cut during the commit.");
    }
}
