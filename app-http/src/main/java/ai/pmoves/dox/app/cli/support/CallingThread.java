package ai.pmoves.dox.app.cli.support;

import java.util.concurrent.CountDownLatch;

/** A thread of a program that uses the command line as a library: interrupting it ends {@code dox serve}. */
public final class CallingThread implements HostProcess {
    private boolean interrupted;

    /** Does nothing: the log is the calling program's. */
    @Override
    public void logEvents() {}

    @Override
    public void awaitShutdown(Runnable ready) {
        ready.run();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted = true; // what is closed next would take it for a request to give up
        }
    }

    @Override
    public void closed() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
