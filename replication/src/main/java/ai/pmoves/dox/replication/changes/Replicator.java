package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.metrics.CallTimer;
import ai.pmoves.dox.ports.sync.EdgeSync.Turn;
import ai.pmoves.dox.replication.changes.SyncStatus.Obstacle;
import ai.pmoves.dox.replication.changes.SyncStatus.Part;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicates the two stores of a pair on a thread of its own: pushes the edge's outbox, and pulls the hub's feed. Of
 * several processes that use the edge's file one replicates; the others wait for their turn. While a store is away it
 * retries, and nothing is lost: waiting changes are in the stores.
 *
 * <p>Thread-safe. The caller closes it before the stores.
 */
public final class Replicator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replicator.class);
    private static final CallTimer TIMER =
            CallTimer.of("pmoves.sync.rounds", "Rounds of replication, also without changes");
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final Duration SENDING = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Edge edge;
    private final Supplier<Optional<Hub>> findHub;
    private final DescribePair describePair;
    private final MinuteRate rate = new MinuteRate(System::nanoTime);
    private final ReplicationCycle rounds;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;

    private volatile Optional<Hub> hub = Optional.empty();
    private volatile Optional<Turn> turn = Optional.empty();
    private volatile @Nullable Obstacle obstacle;
    private volatile boolean finishing;
    private volatile boolean closed;
    private Duration pause = FIRST_PAUSE;

    private Replicator(Edge edge, Supplier<Optional<Hub>> findHub, ReplicationOptions options, Clock clock) {
        this.edge = edge;
        this.findHub = findHub;
        this.describePair = new DescribePair(edge, clock);
        this.rounds = new ReplicationCycle(edge, options, rate::add);
        this.thread = Thread.ofPlatform().name("replicator").daemon().unstarted(this::run);
    }

    /**
     * Starts replication.
     *
     * @param hub finds the shared store; empty as long as it was not reached
     * @param keepRemovals how long the stores remember which rows were removed: an edge that was away longer takes a
     *     snapshot
     */
    public static Replicator start(Edge edge, Supplier<Optional<Hub>> hub, Duration keepRemovals, Clock clock) {
        return start(edge, hub, ReplicationOptions.keeping(keepRemovals), clock);
    }

    /**
     * Starts replication.
     *
     * @param hub finds the shared store; empty as long as it was not reached. Fails with {@code store.went-back} if one
     *     of the two went back in time
     */
    public static Replicator start(Edge edge, Supplier<Optional<Hub>> hub, ReplicationOptions options, Clock clock) {
        var replicator = new Replicator(edge, hub, options, clock);
        replicator.thread.start();
        return replicator;
    }

    /**
     * The status of the pair, read from both stores.
     *
     * @throws DoxException {@code store.unavailable} and the like if the edge cannot be read
     */
    public SyncStatus status() {
        boolean hasTurn = turn.isPresent();
        return describePair.now(
                hub, hasTurn ? Part.REPLICATES : Part.FOLLOWS, hasTurn ? rate.perSecond() : null, obstacle);
    }

    /**
     * The same, without a call to the shared store: its part is unknown then.
     *
     * @throws DoxException as {@link #status}
     */
    public SyncStatus statusOfEdge() {
        boolean hasTurn = turn.isPresent();
        return describePair.now(
                Optional.empty(),
                hasTurn ? Part.REPLICATES : Part.FOLLOWS,
                hasTurn ? rate.perSecond() : null,
                obstacle == null ? Obstacle.unavailable("The shared store has not answered yet.") : obstacle);
    }

    /**
     * Returns when all changes of the outbox are sent or dead letters.
     *
     * @throws DoxException {@code store.busy} if that takes longer than ten seconds
     */
    public void sendAll() {
        long began = System.nanoTime();
        while (!edge.sync().unsent(1).isEmpty()) {
            wakeUps.release();
            if (closed || System.nanoTime() - began > SENDING.toNanos()) {
                var reason = obstacle;
                throw new DoxException(
                        ErrorCode.STORE_BUSY,
                        reason == null
                                ? Reason.of("Changes wait in the outbox to be sent.")
                                : reason.reason().in("Changes wait in the outbox to be sent: %s"));
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private void run() {
        while (!closed) {
            rest(step());
        }
        if (finishing) {
            step();
        }
        turn.ifPresent(Turn::close);
        turn = Optional.empty();
    }

    /** Runs one cycle; returns the pause after it. */
    private Duration step() {
        try {
            if (turn.isEmpty()) {
                turn = edge.sync().turn();
            }
            if (turn.isEmpty()) {
                return BETWEEN_TURNS;
            }
            boolean goesOn = TIMER.time(() -> rounds.next(this::requireHub));
            succeeded();
            return goesOn ? Duration.ZERO : IDLE;
        } catch (DoxException e) {
            if (obstacle == null || obstacle.code() != e.code()) {
                LOG.warn("event=sync.waits code={} reason=\"{}\"", e.code().text(), e.getMessage());
            }
            return failed(Obstacle.of(e));
        } catch (RuntimeException | Error e) {
            var unexpected = new Obstacle(null, Reason.of(e.toString()));
            if (!closed && !unexpected.equals(obstacle)) {
                LOG.error("event=sync.failed", e);
            }
            return failed(unexpected);
        }
    }

    private Hub requireHub() {
        hub = findHub.get();
        var found = hub.orElseThrow(
                () -> new DoxException(ErrorCode.STORE_UNAVAILABLE, "Supabase is unreachable; changes wait here."));
        found.store().health().reason().ifPresent(reason -> {
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "Supabase is not available: " + reason);
        });
        return found;
    }

    private void succeeded() {
        if (obstacle != null) {
            LOG.info("event=sync.goes-on");
        }
        obstacle = null;
        pause = FIRST_PAUSE;
    }

    private Duration failed(Obstacle reason) {
        obstacle = reason;
        var rest = pause;
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        return rest;
    }

    private void rest(Duration time) {
        try {
            if (wakeUps.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true; // only the end of the process interrupts
        }
    }

    /** Stops like {@link #close}, after one more cycle, which pulls some changes of the hub. */
    public void finish() {
        rounds.hurry();
        finishing = true;
        close();
    }

    /** Stops after the current cycle. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        wakeUps.release();
        try {
            thread.join(STOPPING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
