package ai.pmoves.dox.bench.interruptions.fault;

import ai.pmoves.dox.testing.postgres.CutOffProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Interrupts whoever uses a database through a line, in the way and at the moment that are planned, and puts right what
 * was done a moment later. Not thread-safe; what happens does so on threads of the line.
 */
public final class FaultInjector implements AutoCloseable {
    private static final int LONGEST_OUTAGE_MILLIS = 300;
    private static final int LONGEST_SILENCE_MILLIS = 3_000; // longer than a store waits for an answer

    private final TestEnvironment ground;
    private final CutOffProxy proxy;
    private final String database;
    private final Planned plan;
    private final Random random;
    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> mending = new ArrayList<>();
    private FutureTask<?> trap = new FutureTask<>(() -> {}, null);

    public FaultInjector(TestEnvironment ground, CutOffProxy proxy, String database, Planned plan) {
        this.ground = ground;
        this.proxy = proxy;
        this.database = database;
        this.plan = plan;
        this.random = Planned.random(plan.seed() + 1_000_000);
    }

    /** How often it has happened. */
    public int count() {
        return count.get();
    }

    /**
     * Sets the trap at a moment somewhere on the way.
     *
     * @param commits how many the way has at most
     * @param bytes how many go to the server on it at most
     */
    public void arm(int commits, int bytes) {
        arm(commits, bytes, this::disturb);
    }

    /** @param action what happens instead of what is done to a line or a server */
    public void arm(int commits, int bytes, Runnable action) {
        trap = new FutureTask<>(() -> now(action), null);
        int commit = 1 + random.nextInt(commits);
        switch (plan.moment()) {
            case IN_BATCH -> proxy.afterBytes(1 + random.nextInt(bytes), trap);
            case BEFORE_COMMIT -> proxy.beforeCommit(commit, trap);
            case AFTER_COMMIT -> proxy.afterCommit(commit, trap);
        }
    }

    /** Has something happen at once. */
    public void now(Runnable action) {
        count.incrementAndGet();
        action.run();
    }

    /** Waits until it has happened; has it happen, be the moment what it may, when that takes too long. */
    public void happen(Duration timeout) throws InterruptedException {
        try {
            trap.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            trap.run(); // does nothing if it happens just now
            happen(Duration.ofMinutes(1));
        } catch (ExecutionException e) {
            throw new IllegalStateException("it could not be interrupted", e.getCause());
        }
    }

    /** On the thread that holds the connection; whatever was done is put right a moment later by another one. */
    private void disturb() {
        int outage = random.nextInt(LONGEST_OUTAGE_MILLIS);
        int silence = random.nextInt(LONGEST_SILENCE_MILLIS);
        switch (plan.way()) {
            case LINE_CUT -> {
                proxy.cut();
                mend(outage, proxy::restore);
            }
            case LINE_STALLED -> {
                proxy.stall();
                boolean isCut = random.nextBoolean();
                mend(silence, () -> {
                    if (isCut) {
                        proxy.cut();
                    }
                    proxy.restore();
                });
            }
            case SESSIONS_ENDED -> ground.endSessions(database);
            case SERVER_KILLED -> {
                ground.server().kill();
                cutAfterCommit();
                mend(outage, () -> {
                    ground.server().start();
                    proxy.restore();
                });
            }
            case SERVER_RESTARTED -> {
                ground.server().stop();
                cutAfterCommit();
                mend(outage, () -> {
                    ground.server().start();
                    proxy.restore();
                });
            }
            case SERVER_FROZEN -> {
                ground.server().freeze();
                cutAfterCommit();
                mend(silence, () -> {
                    ground.server().thaw();
                    proxy.restore();
                });
            }
            case PROCESS_KILLED, PROCESS_OF_SQLITE_KILLED ->
                throw new IllegalStateException("what is interrupted is no process of its own");
        }
    }

    /** The server has answered, and would the client learn of it, the commit would be none to doubt. */
    private void cutAfterCommit() {
        if (plan.moment() == FaultPoint.AFTER_COMMIT) {
            proxy.cut();
        }
    }

    private synchronized void mend(int afterMillis, Runnable action) {
        mending.add(Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(afterMillis);
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    public void awaitMended() throws InterruptedException {
        List<Thread> threads;
        synchronized (this) {
            threads = List.copyOf(mending);
            mending.clear();
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    /** Returns when all is put right. */
    @Override
    public void close() {
        try {
            awaitMended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
