package ai.pmoves.dox.app.cli.support;

import ch.qos.logback.classic.Level;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** A JVM whose only purpose is the command: Ctrl-C and SIGTERM end it. Thread-safe. */
public final class JvmProcess implements HostProcess {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void logEvents() {
        if (LoggerFactory.getLogger("ai.pmoves.dox") instanceof ch.qos.logback.classic.Logger own) {
            own.setLevel(Level.INFO);
        }
    }

    @Override
    public void awaitShutdown(Runnable ready) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        ready.run();
        try {
            requested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // is a request to end as well
        }
    }

    /** The JVM ends when this returns, so it waits until everything is closed. */
    private void stop() {
        requested.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void closed() {
        closed.countDown();
    }
}
