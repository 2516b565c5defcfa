package ai.pmoves.dox.ports.store;

import java.util.function.Supplier;

/**
 * A transaction over several repositories of one store.
 *
 * <p>It is bound to the thread that runs it: calls of other threads are not part of it. Within it, reads see the
 * caller's own writes, which other transactions see only after the commit. Any exception rolls everything back and is
 * rethrown unchanged. A unit of work within another joins the outer one.
 *
 * <p>A call that fails with {@code store.row-exists}, {@code store.parent-missing} or as {@code UNAVAILABLE} ends the
 * unit: even if the work catches that exception, its further calls fail with it, and so does the unit. Other failures
 * do not end it.
 */
public interface UnitOfWork {

    /**
     * Runs the work and commits; returns its result.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.outcome-unknown} if the connection broke during the
     *     commit: everything was written, or nothing
     */
    <T> T call(Supplier<T> work);

    /** Runs the work and commits. */
    default void run(Runnable work) {
        call(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
