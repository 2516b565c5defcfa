package ai.pmoves.dox.testing.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until a server takes connections. Images start one that does not listen on the network first, to prepare it, so
 * the first answer is that of the real one, whatever the image logs.
 */
final class AnswersSql extends AbstractWaitStrategy {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int KEPT_LINES = 5;

    private final DatabaseUrl url;
    private final GenericContainer<?> container;

    AnswersSql(DatabaseUrl url, GenericContainer<?> container) {
        this.url = url;
        this.container = container;
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
                if (System.nanoTime() > end || !container.isRunning()) {
                    throw new IllegalStateException(url + " does not answer: " + lastLogged(), e);
                }
            }
            pause();
        }
    }

    private String lastLogged() {
        var lines = container.getLogs().strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size()));
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
