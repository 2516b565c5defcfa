package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Calls of a store whose database is away or has just come back. A store gives a call three seconds; tests allow more,
 * since the machine may be busy, and less than any time limit of the driver, the pool or a statement: what fails by one
 * of those instead fails the test.
 */
final class Calls {
    private static final Duration FAILS_WITHIN = Duration.ofSeconds(10);

    private Calls() {}

    /** A call that is under way while the database is hurt. */
    static CompletableFuture<Void> start(Runnable call) {
        return CompletableFuture.runAsync(call, task -> Thread.ofPlatform().start(task));
    }

    /** Makes sure that the call, under way or not, fails in time from now on with this code. */
    static void fails(CompletableFuture<Void> call, ErrorCode code) {
        var failure = catchThrowable(() -> call.get(FAILS_WITHIN.toSeconds(), TimeUnit.SECONDS));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(failure.getCause()).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.code())
                .as(e.getMessage())
                .isEqualTo(code));
    }

    /** Makes sure that one call, made now, is answered: nothing that the outage left is in its way. */
    static void works(Runnable call) {
        assertThat(start(() -> unlessTooBusy(call))).succeedsWithin(Eventually.TIMEOUT);
    }

    /** Calls, and calls again only where the machine is so busy that a server in good health is silent for two seconds. */
    private static void unlessTooBusy(Runnable call) {
        Eventually.await("the server answers in time").until(() -> {
            try {
                call.run();
                return true;
            } catch (DoxException e) {
                if (!String.valueOf(e.getMessage()).contains("it gave no answer within 2 s")) {
                    throw e;
                }
                return false;
            }
        });
    }

    static void isUnavailable(Runnable call) {
        fails(start(call), ErrorCode.STORE_UNAVAILABLE);
    }

    /** Makes sure that the calls of some time, one after the other, all fail in time. */
    static void areUnavailable(Duration time, Runnable call) {
        Eventually.await("calls fail for " + time).during(time).until(() -> {
            isUnavailable(call);
            return true;
        });
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Eventually.TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
