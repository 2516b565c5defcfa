package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.testing.stores.load.Writers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A process's part in a pair: keeps it, and writes to it. */
final class PairWork implements AutoCloseable {
    private static final int WRITERS = 2;
    private static final long GLANCE_MILLIS = 20;

    private final MirroredStore pair;
    private final Writers writers;

    private PairWork(MirroredStore pair, Writers writers) {
        this.pair = pair;
        this.writers = writers;
    }

    static PairWork begin(PairSetup setup, long seed) throws IOException, InterruptedException {
        var pair = setup.open();
        return new PairWork(pair, Writers.resume(pair, WRITERS, seed, setup.folder(), () -> pair.status()
                .isOffline()));
    }

    List<String> failures() {
        return writers.failures();
    }

    /** Waits until the shared store is used again, if that does not take too long. */
    void awaitOnline(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < end
                && (pair.status().isOffline() || pair.status().hubProblem().isPresent())) {
            Thread.sleep(GLANCE_MILLIS);
        }
    }

    @Override
    public void close() {
        writers.close();
        pair.close();
    }
}
