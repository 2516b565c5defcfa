package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Repeats calls of a copy's target while it is away. Not thread-safe. */
final class TargetRetry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration timeout;
    private final Consumer<String> waiting;

    /** @param waiting receives why the target is away */
    TargetRetry(Duration timeout, Consumer<String> waiting) {
        this.timeout = timeout;
        this.waiting = waiting;
    }

    /** @throws DoxException {@code store.unavailable} if the target was away for longer than the timeout */
    <T> T call(Supplier<T> call) {
        long begin = System.nanoTime();
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                return call.get();
            } catch (DoxException e) {
                if (e.kind() != FailureKind.UNAVAILABLE || System.nanoTime() - begin > timeout.toNanos()) {
                    throw e;
                }
                waiting.accept(e.getMessage());
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "The copy was interrupted while it waited.", e);
        }
    }
}
