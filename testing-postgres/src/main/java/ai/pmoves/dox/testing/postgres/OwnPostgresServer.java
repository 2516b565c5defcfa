package ai.pmoves.dox.testing.postgres;

/**
 * A server of one test, which may hurt it. The address stays the same for its whole life, and so does its data until
 * {@link #close}.
 */
public final class OwnPostgresServer extends PostgresServer implements AutoCloseable {
    private final ServerControl control;

    OwnPostgresServer(ServerControl control) {
        super(control.address());
        this.control = control;
    }

    /** Starts it again after {@link #stop} or {@link #kill}, and returns when it takes connections; does nothing if it runs. */
    public void start() {
        control.start();
    }

    /** Has it finish what it is doing with its files, and ends it; clients are disconnected. */
    public void stop() {
        control.stop();
    }

    /** Ends all its processes at once, with no chance to write anything, as a crash does. */
    public void kill() {
        control.kill();
    }

    /** Stops all its processes: connections stay open, new ones can be made, and nothing is answered. */
    public void freeze() {
        control.freeze();
    }

    /** Has it go on after {@link #freeze}. */
    public void thaw() {
        control.thaw();
    }

    /** Ends it, however it is, and removes its data. */
    @Override
    public void close() {
        control.close();
    }
}
