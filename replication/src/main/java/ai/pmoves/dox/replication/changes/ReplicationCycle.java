package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.HistoryMarks;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.PairHistory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replicates between an edge and its hub, one batch per call. Not thread-safe, except {@link #hurry}. */
final class ReplicationCycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationCycle.class);
    private static final int MANY = 200;
    private static final Duration FEED = Duration.ofSeconds(1);
    private static final Duration FEED_OF_SECONDARY = Duration.ofMinutes(1);
    private static final Duration CLEANING = Duration.ofHours(1);

    private final Edge edge;
    private final Duration keepRemovals;
    private final LongConsumer moved;
    private final PushChanges push;
    private final PullChanges pull;
    private final HistoryMarks marks;
    private final AtomicBoolean hurried = new AtomicBoolean();
    private boolean hasMore = true;
    private long askedAt;
    private boolean hasCleaned;
    private long cleanedAt;

    /**
     * @param keepRemovals how long the stores remember which rows were removed
     * @param moved hears how many rows went over
     */
    ReplicationCycle(Edge edge, Duration keepRemovals, LongConsumer moved) {
        this(edge, ReplicationOptions.keeping(keepRemovals), moved);
    }

    ReplicationCycle(Edge edge, ReplicationOptions options, LongConsumer moved) {
        this.edge = edge;
        this.keepRemovals = options.keepRemovals();
        this.marks = new HistoryMarks(edge, options.device());
        this.moved = moved;
        this.push = new PushChanges(edge, options.massDeletes());
        this.pull = new PullChanges(edge, options.massDeletes());
    }

    /**
     * Does a piece; returns whether so much was moved that the next piece should follow at once. After a few rows it
     * should wait for more of them, or whoever writes all the time shares the machine with a piece for every row.
     *
     * @param hub is asked for only if it is needed; fails with {@code store.unavailable} if it is away
     * @throws DoxException {@code store.unavailable} and the like if a store is away or busy, {@code store.went-back} if
     *     one went back in time: then nothing is brought over
     */
    boolean next(Supplier<Hub> hub) {
        var role = edge.sync().role();
        boolean isWaiting = role.isPaired() && !edge.sync().unsent(1).isEmpty();
        boolean isFeedDue = role.isPaired() && isFeedDue(role);
        if (!isWaiting && !isFeedDue) {
            return false;
        }
        var found = hub.get();
        PairHistory.require(edge, found);
        long rows = 0;
        try {
            if (isWaiting) {
                marks.due();
                rows = push.some(found);
                moved.accept(rows);
            }
        } finally {
            if (isFeedDue) { // also if the hub takes nothing from this edge just now
                rows += pull(found);
            }
        }
        if (rows > 0) {
            marks.due();
        }
        marks.leaveIfDue(found);
        if (!isWaiting && !hasMore) {
            clean(found);
        }
        return rows >= MANY;
    }

    /** Has the next piece look at what is new in the hub, whenever that was last done. */
    void hurry() {
        hurried.set(true);
    }

    private boolean isFeedDue(ReplicationRole role) {
        var pause = role.isPrimary() ? FEED_OF_SECONDARY : FEED;
        return hurried.getAndSet(false) || hasMore || System.nanoTime() - askedAt >= pause.toNanos();
    }

    private long pull(Hub hub) {
        long rows = pull.some(hub);
        moved.accept(rows);
        hasMore = rows > 0;
        askedAt = System.nanoTime();
        return rows;
    }

    /** Has the stores forget old removals, now and then, when all that there was of them has been taken. */
    private void clean(Hub hub) {
        if (hasCleaned && System.nanoTime() - cleanedAt < CLEANING.toNanos()) {
            return;
        }
        int forgotten = hub.sync().forgetRemovals(keepRemovals) + edge.sync().forgetRemovals(keepRemovals);
        if (forgotten > 0) {
            LOG.info("event=sync.forgot-removals rows={}", forgotten);
        }
        hasCleaned = true;
        cleanedAt = System.nanoTime();
    }
}
