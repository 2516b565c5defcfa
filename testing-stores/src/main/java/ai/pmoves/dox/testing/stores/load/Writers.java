package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.ports.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Threads that add, change and remove rows of a store for as long as they are let, each its own rows, and see that the
 * store always has what it has acknowledged to them.
 */
public final class Writers implements AutoCloseable {
    /** Many writers of a pair leave the machine to those who bring rows over, as users of a server do. */
    private static final int BREATHER_OF_MANY = 25;

    private static final int BREATHER_OF_FEW = 3;

    /** What a write gets where a copy answers, which is behind what the writer has just seen. */
    private static final Set<ErrorCode> OF_A_COPY =
            EnumSet.of(ErrorCode.ROW_STALE, ErrorCode.ARTIFACT_NOT_FOUND, ErrorCode.PARENT_MISSING);

    private final Store store;
    private final boolean mayFail;
    private final int breatherMillis;
    private final BooleanSupplier isOffline;
    private final List<ExpectedState> owed = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<ObserverThread> lookers = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong longestCall = new AtomicLong();
    private volatile boolean isOver;

    private Writers(Store store, boolean mayFail, int breatherMillis, BooleanSupplier isOffline) {
        this.store = store;
        this.mayFail = mayFail;
        this.breatherMillis = breatherMillis;
        this.isOffline = isOffline;
    }

    /**
     * Starts them; the caller closes them before the store. Nothing may fail, however long it takes.
     *
     * @param of with which their names begin, and the ids of their rows
     */
    public static Writers start(String of, Store store, int count, long seed) {
        var writers = new Writers(store, false, BREATHER_OF_MANY, () -> false);
        for (int i = 0; i < count; i++) {
            writers.start(of + "-" + name(i), ExpectedState.nothing(), seed + i);
        }
        return writers;
    }

    /**
     * Goes on with what earlier writers were at, whose process may have been killed; the caller closes them before the
     * store. Writes may fail while the store is away, and what it shows be behind while it is offline.
     *
     * @param folder where what is owed is kept
     * @param isOffline whether a copy may have answered a moment ago
     */
    public static Writers resume(Store store, int count, long seed, Path folder, BooleanSupplier isOffline)
            throws IOException {
        var writers = new Writers(store, true, BREATHER_OF_FEW, isOffline);
        for (int i = 0; i < count; i++) {
            var ofWriter = ExpectedState.in(OperationLog.of(folder, name(i)));
            writers.start(name(i), ofWriter, seed + i + 1_000 * ofWriter.begun());
        }
        return writers;
    }

    private void start(String name, ExpectedState ofWriter, long seed) {
        owed.add(ofWriter);
        threads.add(
                Thread.ofPlatform().name("writer-" + name).start(new Writer(this, name, ofWriter, new Random(seed))));
    }

    private static String name(int number) {
        return "w" + number;
    }

    /**
     * Has somebody look at what a store shows of the rows meanwhile, be it behind: a row never goes back to what it was
     * before, and none that was removed comes again.
     */
    public void watch(Store looker) {
        lookers.add(ObserverThread.start(looker, false));
    }

    /** How long the longest write took. */
    public Duration longestCall() {
        return Duration.ofNanos(longestCall.get());
    }

    /** How many writes have been acknowledged, when they are over. */
    public long acknowledged() {
        return owed.stream().mapToLong(ExpectedState::acknowledged).sum();
    }

    /** What went wrong so far. */
    public List<String> failures() {
        var all = new ArrayList<>(failures);
        lookers.forEach(looker -> all.addAll(looker.failures(Set.of())));
        return all;
    }

    /** Ends them, and waits until they have ended. */
    @Override
    public void close() {
        isOver = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        lookers.forEach(ObserverThread::close);
    }

    /** What is owed to them, when they are over. */
    public List<ExpectedState> owed() {
        return List.copyOf(owed);
    }

    Store store() {
        return store;
    }

    boolean isOver() {
        return isOver;
    }

    boolean mayFail() {
        return mayFail;
    }

    boolean isOffline() {
        return isOffline.getAsBoolean();
    }

    boolean putUpWith(DoxException failure) {
        return mayFail && (failure.kind() == FailureKind.UNAVAILABLE || OF_A_COPY.contains(failure.code()));
    }

    /** Lets others use the machine. */
    void rest() throws InterruptedException {
        Thread.sleep(breatherMillis);
    }

    void took(long nanos) {
        longestCall.accumulateAndGet(nanos, Math::max);
    }

    void failed(String what) {
        failures.add(what);
    }
}
