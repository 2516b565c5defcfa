package ai.pmoves.dox.replication.mirror;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the stores of a pair twice a second, on its own thread, until it is closed. */
final class PairPoller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PairPoller.class);
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final Runnable look;
    private final Thread thread =
            Thread.ofPlatform().name("pair-watch").daemon().unstarted(this::run);
    private final CountDownLatch closed = new CountDownLatch(1);

    PairPoller(Runnable look) {
        this.look = look;
    }

    /** Starts; called once. */
    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                lookOnce();
            }
        } catch (InterruptedException e) {
            LOG.debug("event=pair.watch-interrupted");
        }
    }

    private void lookOnce() {
        try {
            look.run();
        } catch (RuntimeException e) {
            if (closed.getCount() > 0) {
                LOG.warn("event=pair.not-seen reason=\"{}\"", e.getMessage(), e);
            }
        }
    }

    /** Returns when polling has ended. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.isAlive()) {
                thread.join(STOPPING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
