package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.UnitOfWork;
import ai.pmoves.dox.ports.sync.EdgeSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a hub in memory, one at a time: its rows are those of an embedded store, and its feed changes with
 * them or not at all. Safe for use by many threads.
 */
final class MemoryTransactions implements UnitOfWork {
    private static final int ALL = 1_000_000;

    private final Store rows;
    private final EdgeSync noticed;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final List<SyncEvent> history = new CopyOnWriteArrayList<>();
    private final List<SyncEvent> recorded = new ArrayList<>();
    private volatile MemoryFeed committed = MemoryFeed.empty();
    private volatile boolean isCommitting;
    private @Nullable MemoryFeed working;
    private long visible;

    /** @param noticed of the same store, as the outbox of what it notices */
    MemoryTransactions(Store rows, EdgeSync noticed) {
        this.rows = rows;
        this.noticed = noticed;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        turn.lock();
        try {
            return isWithin() ? work.get() : begin(work);
        } finally {
            turn.unlock();
        }
    }

    /** Like {@link #call}, or {@code store.busy} if others have not ended within the timeout. */
    <T> T callWithin(Duration timeout, Supplier<T> work) {
        try {
            if (!turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DoxException(ErrorCode.STORE_BUSY, "Others write, and have not ended within " + timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted.", e);
        }
        try {
            return call(work);
        } finally {
            turn.unlock();
        }
    }

    private boolean isWithin() {
        return working != null;
    }

    private <T> T begin(Supplier<T> work) {
        try {
            var result = rows.unitOfWork().call(() -> {
                working = committed.copy();
                absorb();
                visible = working.last();
                var done = work.get();
                absorb();
                isCommitting = true;
                return done;
            });
            committed = working;
            history.addAll(recorded);
            return result;
        } finally {
            working = null;
            recorded.clear();
            isCommitting = false;
        }
    }

    /** Takes into the feed of this transaction what the store has noticed until now. */
    void absorb() {
        var changes = noticed.unsent(ALL);
        if (!changes.isEmpty()) {
            changes.forEach(change -> feed().note(change.key(), change.version(), change.isRemoval()));
            noticed.acknowledge(changes);
        }
    }

    /** The feed of the transaction that the calling thread is in. */
    MemoryFeed feed() {
        if (working == null) {
            throw new IllegalStateException("outside of a transaction");
        }
        return working;
    }

    /**
     * Asks the feed, of which all is visible that was committed; together with what rows are asked for it is of one
     * moment. Waits for no transaction that stays open.
     *
     * @param question of a feed and the position in it up to which changes are visible
     */
    <T> T ask(Question<T> question) {
        while (!tryTurn()) {
            // A transaction is open: what it has not committed is not seen, and a commit meanwhile is.
            var before = committed;
            if (!isCommitting) {
                var answer = question.of(before, before.last());
                if (!isCommitting && committed == before) {
                    return answer;
                }
            }
        }
        try {
            return call(() -> question.of(feed(), visible));
        } finally {
            turn.unlock();
        }
    }

    /** Queues for a moment, as behind writers that commit all the time no answer would be of one moment. */
    private boolean tryTurn() {
        try {
            return turn.tryLock(5, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted.", e);
        }
    }

    /** A question about a feed up to a position. */
    interface Question<T> {
        T of(MemoryFeed feed, long visible);
    }

    /** Records something in the transaction of the calling thread, or at once: it waits for nobody. */
    void record(SyncEvent event) {
        (isOwn() ? recorded : history).add(event);
    }

    private boolean isOwn() {
        return turn.isHeldByCurrentThread() && isWithin();
    }

    /** What was recorded, the oldest first. */
    List<SyncEvent> history() {
        var all = new ArrayList<>(history);
        if (isOwn()) {
            all.addAll(recorded);
        }
        return all;
    }

    /** What the feed is asked within a transaction. */
    <T> T change(Function<MemoryFeed, T> work) {
        return call(() -> work.apply(feed()));
    }
}
