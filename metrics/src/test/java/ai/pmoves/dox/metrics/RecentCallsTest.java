package ai.pmoves.dox.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.ports.measure.Latencies;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentCallsTest {
    /** Near the end of a long, where timers may be. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);

    private final RecentCalls window = new RecentCalls(CallTimer.of("test.calls", "Calls of a test"), now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void call(Duration took) {
        window.time(() -> {
            pass(took);
            return "";
        });
    }

    @Test
    void withoutCallsThereIsNothing() {
        assertThat(window.latencies()).isEqualTo(Latencies.NONE);
    }

    @Test
    void percentilesAreTheOnesOfTheCalls() {
        for (int i = 1; i <= 1000; i++) {
            call(Duration.ofMillis(1));
        }
        for (int i = 1; i <= 100; i++) {
            call(Duration.ofMillis(100));
        }
        call(Duration.ofSeconds(1));

        var latencies = window.latencies();

        assertThat(latencies.count()).isEqualTo(1101);
        assertNear(latencies.p50(), Duration.ofMillis(1));
        assertNear(latencies.p95(), Duration.ofMillis(100));
        assertNear(latencies.p99(), Duration.ofMillis(100));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 15_999, 16_000, 16_001, 1_000_000, 123_456_789, 60_000_000_000L})
    void aTimeIsToldAtMostSevenPercentTooLong(long nanos) {
        call(Duration.ofNanos(nanos));

        var latencies = window.latencies();
        assertThat(latencies.p50()).isEqualTo(latencies.p99());
        assertNear(latencies.p50(), Duration.ofNanos(nanos));
    }

    @Test
    void aTimeBeyondAllMeasureIsTheLongest() {
        call(Duration.ofDays(3));

        assertThat(window.latencies().p50()).isBetween(Duration.ofHours(19), Duration.ofHours(20));
    }

    private static void assertNear(Duration told, Duration real) {
        assertThat(told.toNanos()).isBetween(real.toNanos(), (long) (real.toNanos() * 1.07) + 1_000);
    }

    @Test
    void whatIsFiveMinutesAgoIsForgottenAndWhatCameSinceIsNot() {
        call(Duration.ofMillis(1));
        for (int minute = 0; minute < 4; minute++) {
            pass(Duration.ofMinutes(1));
            call(Duration.ofMillis(10));
        }
        assertThat(window.latencies().count()).isEqualTo(5);

        pass(Duration.ofMinutes(1));
        assertThat(window.latencies().count()).isEqualTo(4);
        assertNear(window.latencies().p50(), Duration.ofMillis(10));

        call(Duration.ofMillis(20));
        assertThat(window.latencies().count()).isEqualTo(5);
        pass(Duration.ofHours(1));
        assertThat(window.latencies()).isEqualTo(Latencies.NONE);
    }

    @Test
    void aCallThatFailsCounts() {
        assertThatThrownBy(() -> window.time(() -> {
                    pass(Duration.ofSeconds(2));
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");

        assertThat(window.latencies().count()).isEqualTo(1);
        assertNear(window.latencies().p50(), Duration.ofSeconds(2));
    }

    @Test
    void callsOfManyThreadsAllCount() {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int t = 0; t < 8; t++) {
                threads.submit(() -> {
                    for (int i = 0; i < 1000; i++) {
                        call(Duration.ofMillis(1));
                    }
                });
            }
        }
        assertThat(window.latencies().count()).isEqualTo(8000);
    }

    @Test
    void everyRegistrySeesTheCalls() {
        var registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try {
            var timed = new RecentCalls(CallTimer.of("test.seen", "Calls of one test", "kind", "a"), now::get);
            timed.time(() -> {
                pass(Duration.ofSeconds(2));
                return "";
            });
            CallTimer.of("test.seen", "Calls of one test", "kind", "b").time(() -> "");

            assertThat(registry.get("test.seen").tag("kind", "a").timer().totalTime(TimeUnit.SECONDS))
                    .isEqualTo(2.0);
            assertThat(registry.get("test.seen").tag("kind", "b").timer().count())
                    .isEqualTo(1);
        } finally {
            Metrics.removeRegistry(registry);
            registry.close();
        }
    }
}
