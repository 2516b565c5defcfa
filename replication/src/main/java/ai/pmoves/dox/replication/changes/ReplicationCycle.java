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
     * @param moved receives the number of transferred rows
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
     * Runs a cycle; returns whether it moved so many rows that the next should follow at once. After a few rows, wait
     * for more: otherwise a busy writer competes with one cycle per row.
     *
     * @param hub called only if needed; fails with {@code store.unavailable} if the hub is away
     * @throws DoxException {@code store.unavailable} and the like if a store is away or busy, {@code store.went-back}
     *     if one went back in time: then nothing is transferred
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
            if (isFeedDue) { // also if the hub takes no changes of this edge now
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

    /** Makes the next cycle read the feed, whenever it was last read. */
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

    /** Periodically makes the stores forget old removals, once all pulled ones are applied. */
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
