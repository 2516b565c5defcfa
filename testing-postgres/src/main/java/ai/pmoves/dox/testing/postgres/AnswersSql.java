package ai.pmoves.dox.testing.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until a server takes connections. Images start one that does not listen on the network first, to prepare it, so
 * the first answer is that of the real one, whatever the image logs.
 */
final class AnswersSql extends AbstractWaitStrategy {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DatabaseUrl url;

    AnswersSql(DatabaseUrl url) {
        this.url = url;
    }

    @Override
    protected void waitUntilReady() {
        await();
    }

    void await() {
        long end = System.nanoTime() + startupTimeout.toNanos();
        while (true) {
            try {
                DriverManager.getConnection(url.jdbc()).close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(url + " does not answer: " + e.getMessage(), e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
