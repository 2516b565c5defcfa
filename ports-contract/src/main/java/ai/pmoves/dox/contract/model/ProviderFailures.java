package ai.pmoves.dox.contract.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.store.Errors;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** How calls of providers fail. */
public final class ProviderFailures {
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private ProviderFailures() {}

    static void assertProviderFails(ThrowingCallable call, String provider) {
        Errors.assertFails(call, ErrorCode.EXTRACTION_FAILED, provider);
    }

    /** Makes sure that an interrupt ends a call that would take longer, and is not swallowed. */
    static void assertInterruptEnds(ThrowingCallable call, String provider) throws InterruptedException {
        var failure = new AtomicReference<@Nullable Throwable>();
        var isStillInterrupted = new AtomicBoolean();
        var thread = Thread.ofPlatform().start(() -> {
            try {
                call.call();
            } catch (Throwable e) {
                failure.set(e);
            }
            isStillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.interrupt();
        assertThat(thread.join(AT_ONCE)).as("it has ended").isTrue();
        assertProviderFails(
                () -> {
                    throw failure.get();
                },
                provider);
        assertThat(isStillInterrupted).isTrue();
    }
}
