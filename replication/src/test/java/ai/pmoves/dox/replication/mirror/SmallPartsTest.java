package ai.pmoves.dox.replication.mirror;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.pair.Deadline;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.replication.pair.Side;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of a pair that need no store. */
class SmallPartsTest {

    @Test
    void logsAndMessagesCallTheStoresAsTheDocumentsDo() {
        assertThat(Primary.values()).extracting(Primary::toString).containsExactly("sqlite", "supabase", "elsewhere");
        assertThat(Side.values()).extracting(Side::toString).containsExactly("sqlite", "supabase");
    }

    @Nested
    class OfTheGate {
        private final AtomicBoolean isThere = new AtomicBoolean(true);
        private final WriterGate gate = new WriterGate(2, isThere::get);

        @Test
        void soManyWriteAtOnceAndTheOthersWait() throws Exception {
            var inside = new AtomicInteger();
            var most = new AtomicInteger();
            var mayEnd = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 6; i++) {
                    threads.submit(() -> gate.write(() -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        awaitLatch(mayEnd);
                        return inside.decrementAndGet();
                    }));
                }
                await().until(() -> inside.get() == 2);
                mayEnd.countDown();
            }
            assertThat(most).hasValue(2);
            assertThat(inside).hasValue(0);
        }

        @Test
        void aPlaceIsGivenBackByWhoFails() {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> gate.write(() -> {
                            throw new UnsupportedOperationException("failed");
                        }))
                        .hasMessage("failed");
            }
            assertThat(gate.<String>write(() -> "written")).isEqualTo("written");
        }

        @Test
        void nobodyWaitsForAStoreThatIsAway() throws Exception {
            var mayEnd = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var inside = new CountDownLatch(2);
                for (int i = 0; i < 2; i++) {
                    threads.submit(() -> gate.write(() -> {
                        inside.countDown();
                        awaitLatch(mayEnd);
                        return true;
                    }));
                }
                inside.await();
                isThere.set(false);
                assertFails(
                        () -> gate.write(() -> {
                            throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "found out by the call itself");
                        }),
                        ErrorCode.STORE_UNAVAILABLE,
                        "found out");
                mayEnd.countDown();
            }
        }

        @Test
        void whoWaitsTooLongIsToldSo() {
            var impatient = new WriterGate(1, isThere::get, Duration.ofMillis(1));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                impatient.write(() -> {
                    var other = threads.submit(() -> assertFails(
                            () -> impatient.write(() -> "written"),
                            ErrorCode.STORE_BUSY,
                            "1 others have been writing to the shared store for 0.0 s"));
                    return join(other);
                });
            }
        }

        private static boolean join(Future<?> other) {
            try {
                other.get();
                return true;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void whoIsInterruptedDoesNotWrite() {
            Thread.currentThread().interrupt();
            assertFails(() -> gate.write(() -> "written"), ErrorCode.STORE_UNAVAILABLE, "interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class OfTheTimeout {
        @Test
        void itEndsAndSaysHowLongItIs() {
            assertThat(new Deadline(Duration.ofHours(1)).isOver()).isFalse();
            assertThat(new Deadline(Duration.ofNanos(-1)).isOver()).isTrue();
            assertThat(new Deadline(Duration.ofMillis(1_250))).hasToString("1.3 s");
            assertThat(new Deadline(Duration.ofMillis(500))).hasToString("0.5 s");
        }

        @Test
        void whoIsInterruptedWaitsNoLonger() {
            Thread.currentThread().interrupt();
            assertThatThrownBy(Deadline::pause)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Nested
    class OfTheOptions {
        @ParameterizedTest
        @CsvSource({"PT0.0009S", "PT0S", "PT-1S", "PT1H0.001S"})
        void timesOfACutoverAreAMillisecondToAnHour(Duration time) {
            for (var options : new Runnable[] {
                () -> CutoverOptions.DEFAULT.withTimeout(time),
                () -> CutoverOptions.DEFAULT.withHoldTimeout(time),
                () -> CutoverOptions.DEFAULT.withLongestHold(time)
            }) {
                assertThatThrownBy(options::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("a millisecond to an hour");
            }
        }

        @Test
        void aBacklogIsNotNegative() {
            assertThatThrownBy(() -> CutoverOptions.DEFAULT.withMaxBacklog(-1))
                    .hasMessage("maxBacklog is -1; it has to be 0 or more");
            assertThat(CutoverOptions.DEFAULT.withMaxBacklog(0).maxBacklog()).isZero();
        }

        @Test
        void aPairHasAShareOfReadsAndSomeWriters() {
            assertThatThrownBy(() -> new PairOptions(true, OfflineMode.OFF, 1.1))
                    .hasMessage("shadowReads is 1.1; it has to be 0 to 1");
            assertThatThrownBy(() -> new PairOptions(true, OfflineMode.OFF, Double.NaN))
                    .hasMessage("shadowReads is NaN; it has to be 0 to 1");
            assertThatThrownBy(() -> PairOptions.plain(true).withHubWriters(0))
                    .hasMessage("hubWriters is 0; it has to be 1 or more");
        }

        @Test
        void whoIsThePrimaryIsNotOffline() {
            assertThatThrownBy(() -> RoutingState.offline(Primary.EDGE)).isInstanceOf(IllegalArgumentException.class);
            assertThat(RoutingState.offline(Primary.HUB).isToEdge()).isTrue();
            assertThat(RoutingState.online(Primary.HUB).isToEdge()).isFalse();
            assertThat(RoutingState.online(Primary.ELSEWHERE).isToEdge()).isFalse();
            assertThat(RoutingState.online(Primary.EDGE).isToEdge()).isTrue();
        }
    }

    @Nested
    class OfTheWatch {
        @Test
        void itLooksAgainAndAgainAlsoAfterAFailure() {
            var looks = new AtomicInteger();
            var watch = new PairPoller(() -> {
                if (looks.incrementAndGet() == 1) {
                    throw new IllegalStateException("not seen");
                }
            });
            try (watch) {
                watch.start();
                await().until(() -> looks.get() >= 2);
            }
        }

        @Test
        void oneThatHasNotBegunEnds() {
            new PairPoller(() -> {}).close();
        }
    }
}
