package ai.pmoves.dox.testing.postgres;

/** A server that was started for tests, and what can be done to it. */
interface ServerControl extends AutoCloseable {

    /** Where its administrator logs in. It stays the same when the server starts again. */
    DatabaseUrl address();

    /** Starts it on the data that it had, unless it runs, and returns when it answers. */
    void start();

    void stop();

    /** Ends all its processes at once, as a crash does. */
    void kill();

    /** Keeps all its processes from running; connections stay open and are not answered. */
    void freeze();

    void thaw();

    /** Ends it and removes its data. */
    @Override
    void close();
}
