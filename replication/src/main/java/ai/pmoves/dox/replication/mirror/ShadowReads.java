package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats some of the primary's reads on the secondary, in the background, and compares the answers. Since the
 * secondary lags a little, a differing read is repeated on both before it counts.
 *
 * <p>Reads never wait for it: excess comparisons are dropped. Thread-safe.
 */
final class ShadowReads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowReads.class);
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 100;
    private static final List<Duration> AGAIN_AFTER =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

    private final double fraction;
    private final List<Duration> againAfter;
    private final ScheduledExecutorService workers;
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private final LongAdder compared = new LongAdder();
    private final LongAdder differences = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** The store that has answered, and the other one. */
    record Two(Store answered, Store other) {}

    ShadowReads(double fraction) {
        this(fraction, AGAIN_AFTER);
    }

    /** @param againAfter the pauses after which a differing read is repeated */
    ShadowReads(double fraction, List<Duration> againAfter) {
        this.fraction = fraction;
        this.againAfter = againAfter;
        var threads = new ScheduledThreadPoolExecutor(
                THREADS, Thread.ofPlatform().name("shadow-reads-", 0).daemon().factory());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.workers = threads;
    }

    ShadowFigures figures() {
        return new ShadowFigures(fraction, compared.sum(), differences.sum(), dropped.sum(), failed.sum());
    }

    /**
     * Compares an answer in the background, if it is in the sample.
     *
     * @param stores the store that answered and the other one; empty if that cannot be compared
     * @param method the read, for the log
     * @param args of which only ids are logged
     */
    <T> void sample(
            Supplier<Optional<Two>> stores,
            String method,
            @Nullable Object @Nullable [] args,
            Function<Store, T> call,
            T answer) {
        if (fraction == 0 || ThreadLocalRandom.current().nextDouble() >= fraction) {
            return;
        }
        stores.get().ifPresent(two -> {
            if (room.tryAcquire()) {
                workers.execute(() -> check(new Read<>(two, method, ids(args), call), answer, 0));
            } else {
                dropped.increment();
            }
        });
    }

    private record Read<T>(Two stores, String method, String ids, Function<Store, T> call) {
        boolean isSame(T answer) {
            return AnswerComparison.of(answer, call.apply(stores.other()));
        }

        boolean isSame() {
            return isSame(call.apply(stores.answered()));
        }
    }

    private <T> void check(Read<T> read, T answer, int attempt) {
        boolean again = false;
        try {
            if (attempt == 0 ? read.isSame(answer) : read.isSame()) {
                compared.increment();
            } else if (attempt < againAfter.size()) {
                again = true;
                var delay = againAfter.get(attempt).toMillis();
                workers.schedule(() -> check(read, answer, attempt + 1), delay, TimeUnit.MILLISECONDS);
            } else {
                compared.increment();
                differences.increment();
                LOG.warn("event=shadow.difference method={} id=\"{}\"", read.method(), read.ids());
            }
        } catch (RuntimeException e) { // above all, a store that is away
            failed.increment();
            LOG.debug("event=shadow.failed method={}", read.method(), e);
        } finally {
            if (!again) {
                room.release();
            }
        }
    }

    private static String ids(@Nullable Object @Nullable [] args) {
        return args == null
                ? ""
                : Stream.of(args)
                        .map(arg -> arg instanceof Optional<?> optional ? optional.orElse(null) : arg)
                        .filter(Id.class::isInstance)
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
