package ai.pmoves.dox.app.cli.support;

/** The process that a command runs in, as far as {@code dox serve} needs it. */
public interface HostProcess {
    /** Has the log show what the server does. */
    void logEvents();

    /**
     * Calls {@code ready}, and returns once the process is asked to end.
     *
     * @param ready is called when a request to end would be noticed
     */
    void awaitShutdown(Runnable ready);

    /** Says that everything is closed; called at the end of a command that may have waited, however it ends. */
    void closed();
}
