package ai.pmoves.dox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Retry PATIENT = retry(Duration.ofMinutes(2));

    private final AtomicInteger attempts = new AtomicInteger();

    private static Retry retry(Duration limit) {
        return new Retry(limit, failure -> !(failure instanceof FileNotFoundException));
    }

    @Test
    void aCallIsRepeatedUntilItSucceeds() throws IOException {
        var numbers = new ArrayList<Integer>();
        var result = PATIENT.call(number -> {
            numbers.add(number);
            if (number < 2) {
                throw new IOException("away");
            }
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(numbers).isEqualTo(List.of(0, 1, 2));
    }

    @Test
    void aFailureThatStaysIsNotRepeated() {
        assertThatThrownBy(() -> PATIENT.call(number -> {
                    attempts.incrementAndGet();
                    throw new FileNotFoundException("gone");
                }))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("gone");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void withTheLimitTheLastFailureIsThrown() {
        assertThatThrownBy(() -> retry(Duration.ofMillis(40)).call(number -> {
                    throw new IOException("away " + attempts.incrementAndGet());
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("away " + attempts);
    }

    @Test
    void aMistakeIsThrownAsItIs() {
        assertThatThrownBy(() -> PATIENT.call(number -> {
                    throw new IllegalStateException("a mistake");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptionEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> PATIENT.call(number -> {
                    throw new IOException("away");
                }))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
