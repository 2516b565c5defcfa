package ai.pmoves.dox.application.search;

import ai.pmoves.dox.domain.error.DoxException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds new chunks on a thread of its own: when it is woken, and every few seconds, since other processes may
 * write to the same store. A failure is logged and tried again; nothing is lost, since what waits is in the
 * store.
 */
public final class BackgroundEmbedder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundEmbedder.class);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final EmbedChunks embedChunks;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    public BackgroundEmbedder(EmbedChunks embedChunks) {
        this.embedChunks = embedChunks;
        this.thread = Thread.ofPlatform().name("embedder").daemon().unstarted(this::run);
    }

    /** Begins; called once. */
    public void start() {
        thread.start();
    }

    /** Says that there may be something to do; returns at once. */
    public void wake() {
        wakeUps.release();
    }

    private void run() {
        while (!closed) {
            try {
                if (embedChunks.embedSome() == 0) {
                    rest(IDLE);
                }
            } catch (DoxException e) {
                LOG.warn("event=embed.failed code={} reason=\"{}\"", e.code().text(), e.getMessage());
                rest(AFTER_FAILURE);
            } catch (RuntimeException | Error e) { // a model may be too large for the heap
                if (!closed) {
                    LOG.error("event=embed.failed", e);
                    rest(AFTER_FAILURE);
                }
            }
        }
    }

    private void rest(Duration atMost) {
        try {
            if (wakeUps.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true; // only close() interrupts
        }
    }

    /** Stops after the batch at hand; one that was not started stays so. */
    @Override
    public void close() {
        closed = true;
        wakeUps.release();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
