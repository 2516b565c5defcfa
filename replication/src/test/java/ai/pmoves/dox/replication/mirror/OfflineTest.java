package ai.pmoves.dox.replication.mirror;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifact;
import static ai.pmoves.dox.testing.embedded.Rows.artifacts;
import static ai.pmoves.dox.testing.embedded.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Rows;
import ai.pmoves.dox.testing.embedded.Vectors;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A device whose shared store is its primary, and goes away. */
class OfflineTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    private Device device;

    @BeforeEach
    void make() {
        device = devices.device();
    }

    private static PairOptions options(OfflineMode mode) {
        return new PairOptions(true, mode, 0);
    }

    /** With one artifact, which has come to the copy. */
    private MirroredStore openWithCopy(OfflineMode mode) {
        var pair = PairFixture.open(device, options(mode));
        pair.artifacts().add(artifact("a1"));
        device.replicate();
        return pair;
    }

    @Test
    void withoutAModeCallsFailUntilItIsBack() {
        try (var pair = openWithCopy(OfflineMode.OFF)) {
            device.toHub().cut();
            assertFails(() -> artifacts(pair), ErrorCode.STORE_UNAVAILABLE);
            assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_UNAVAILABLE);
            assertFails(() -> pair.unitOfWork().run(() -> {}), ErrorCode.STORE_UNAVAILABLE);
            pair.refresh();
            assertThat(pair.status().isOffline()).isFalse();
            assertThat(pair.health().isAvailable()).isFalse();
            device.toHub().restore();
            pair.artifacts().add(artifact("a2"));
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
        }
    }

    @Test
    void aCopyIsReadAndNotWrittenTo() {
        try (var pair = openWithCopy(OfflineMode.READ)) {
            device.toHub().cut();
            assertThat(artifacts(pair)).containsExactly("a1"); // also the call that finds out
            assertThat(pair.status().isOffline()).isTrue();
            assertThat(pair.status().hubProblem()).isPresent();
            assertThat(pair.name()).isEqualTo("sqlite");
            assertThat(pair.health().isAvailable()).isTrue();
            assertThat(pair.health().warnings())
                    .anyMatch(warning -> warning.contains("the shared store cannot be used"));
            pair.ping();
            assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_OFFLINE, "the line is cut");
            assertFails(
                    () -> pair.unitOfWork().run(() -> pair.artifacts().add(artifact("a2"))), ErrorCode.STORE_OFFLINE);
            assertFails(() -> pair.chunks().rebuild(sink -> {}), ErrorCode.STORE_OFFLINE);
            assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        }
    }

    @Test
    void writesAreQueued() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            device.toHub().cut();
            pair.artifacts().add(artifact("a2")); // also the call that finds out
            assertThat(pair.status().isOffline()).isTrue();
            pair.unitOfWork().run(() -> {
                pair.artifacts().add(artifact("a3"));
                pair.artifacts().remove(Id.of("a1"));
            });
            assertThat(artifacts(pair)).containsExactly("a2", "a3");
            assertThat(pair.chunks().listPending(Vectors.MODEL, 10)).isEmpty();
            assertFails(() -> pair.chunks().rebuild(sink -> {}), ErrorCode.STORE_OFFLINE);
            assertThat(artifacts(devices.shared())).containsExactly("a1");
            assertThat(device.sync().unsentBacklog().rows()).isEqualTo(3);
            device.toHub().restore();
            device.replicate();
            assertThat(artifacts(devices.shared())).containsExactly("a2", "a3");
            devices.assertSame(device);
        }
    }

    @Test
    void aUnitThatFindsTheStoreAwayIsDoneOnceInTheQueue() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            device.toHub().cut();
            var times = new AtomicInteger();
            pair.unitOfWork().run(() -> {
                times.incrementAndGet();
                pair.artifacts().add(artifact("a2"));
            });
            assertThat(times).hasValue(1);
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
        }
    }

    @Test
    void aUnitInWhichTheStoreGoesAwayFailsAndLeavesNothing() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            assertFails(
                    () -> pair.unitOfWork().run(() -> {
                        pair.artifacts().add(artifact("a2"));
                        device.toHub().cut();
                        pair.artifacts().add(artifact("a3"));
                    }),
                    ErrorCode.STORE_UNAVAILABLE);
            assertThat(artifacts(devices.shared())).containsExactly("a1");
            assertThat(artifacts(device.store())).containsExactly("a1");
        }
    }

    /** It may have been written, so doing it once more elsewhere would make two of it. */
    @Test
    void aWriteWhoseCommitWasNotAnsweredIsNotQueued() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            device.toHub().cutAfterCommit();
            assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_OUTCOME_UNKNOWN);
            assertThat(artifacts(devices.shared())).containsExactly("a1", "a2");
            assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        }
    }

    @Test
    void aQueuedUnitThatFailsLeavesNothingInTheQueue() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            device.toHub().cut();
            pair.refresh();
            assertThatThrownBy(() -> pair.unitOfWork().run(() -> {
                        pair.artifacts().add(artifact("a2"));
                        throw new UnsupportedOperationException("no");
                    }))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
            assertThat(artifacts(pair)).containsExactly("a1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "QUEUE"})
    void aDeviceThatHasNoWholeCopyYetDoesNotShowPartOfOne(OfflineMode mode) {
        try (var pair = PairFixture.open(device, options(mode))) { // nothing is brought over
            pair.artifacts().add(artifact("a1"));
            device.toHub().cut();
            assertFails(() -> artifacts(pair), ErrorCode.STORE_UNAVAILABLE);
            assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_UNAVAILABLE);
            pair.refresh();
            assertThat(pair.status().isOffline()).isFalse();
        }
        assertFails(() -> PairFixture.open(device, options(mode)), ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void aDeviceBeginsWithItsCopy() {
        openWithCopy(OfflineMode.QUEUE).close();
        device.toHub().cut();
        try (var pair = PairFixture.open(device, options(OfflineMode.QUEUE))) {
            assertThat(pair.hub()).isEmpty();
            assertThat(pair.status().isOffline()).isTrue();
            assertThat(artifacts(pair)).containsExactly("a1");
            pair.artifacts().add(artifact("a2"));
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
        }
        assertFails(() -> PairFixture.open(device, options(OfflineMode.OFF)), ErrorCode.STORE_UNAVAILABLE);
    }

    /** Otherwise what was acknowledged would not be seen, and who changed it would meet himself. */
    @Test
    void whatAnEarlierProcessWroteOfflineIsSeenByTheNextOneBeforeItIsSent() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            device.toHub().cut();
            pair.artifacts().add(artifact("a2"));
        }
        device.toHub().restore();
        try (var pair = PairFixture.open(device, options(OfflineMode.QUEUE))) {
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
            Rows.rename(pair, "a2", "renamed");
            assertThat(artifacts(devices.shared())).containsExactly("a1");
            device.replicate();
            assertThat(Rows.name(devices.shared(), "a2")).isEqualTo("renamed");
            assertThat(devices.hub().direct().sync().conflictCount()).isZero();
        }
    }

    /** What was written offline comes by the replication, in this mode: nobody sees it earlier. */
    @Test
    void withoutAQueueTheNextProcessBeginsWithTheSharedStore() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            device.toHub().cut();
            pair.artifacts().add(artifact("a2"));
        }
        device.toHub().restore();
        try (var pair = PairFixture.open(device, options(OfflineMode.READ))) {
            assertThat(pair.status().isOffline()).isFalse();
            assertThat(artifacts(pair)).containsExactly("a1");
        }
    }

    @Test
    void aPrimaryIsNeverOffline() {
        var options = new PairOptions(false, OfflineMode.QUEUE, 0);
        try (var pair = PairFixture.open(device, options)) {
            device.toHub().cut();
            pair.artifacts().add(artifact("a1"));
            pair.refresh();
            assertThat(pair.status().isOffline()).isFalse();
            assertThat(artifacts(pair)).containsExactly("a1");
        }
        try (var pair = PairFixture.open(device, options)) {
            assertThat(artifacts(pair)).containsExactly("a1");
        }
    }

    @Test
    void whatAnotherDeviceIsThePrimaryOfIsReadAndNotQueued() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            Device.advance(devices.hub().direct().sync(), "another", 2);
            Device.advance(device.sync(), "another", 2);
            pair.refresh();
            device.toHub().cut();
            pair.refresh();
            assertThat(artifacts(pair)).containsExactly("a1");
            assertFails(
                    () -> pair.artifacts().add(artifact("a2")),
                    ErrorCode.STORE_NOT_PRIMARY,
                    "The primary is another device's store, and it cannot be reached.");
        }
    }

    /** All of it at once, by its own threads. */
    @Test
    void aDeviceThatComesBackSendsWhatItHasWrittenAndGoesOver() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            pair.keep(Duration.ofDays(30), Clock.systemUTC());
            device.toHub().cut();
            pair.artifacts().add(artifact("a2"));
            device.toHub().restore();
            await().until(() -> !pair.status().isOffline());
            assertThat(artifacts(devices.shared())).containsExactly("a1", "a2");
            pair.artifacts().add(artifact("a3"));
            assertThat(artifacts(devices.shared())).containsExactly("a1", "a2", "a3");
        }
        devices.assertSame(device); // what is new is taken before it ends
        assertThat(artifacts(device.store())).containsExactly("a1", "a2", "a3");
    }

    @Test
    void whatCannotBeSentBeforeItEndsWaitsForTheNextProcess() {
        try (var pair = openWithCopy(OfflineMode.QUEUE)) {
            pair.keep(Duration.ofDays(30), Clock.systemUTC());
            device.toHub().cut();
            pair.artifacts().add(artifact("a2"));
        }
        assertThat(device.sync().unsentBacklog().rows()).isEqualTo(1);
        assertThat(device.sync().turn()).isPresent().get().satisfies(turn -> turn.close());
    }
}
