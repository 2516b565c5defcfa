package ai.pmoves.dox.replication.cutover;

import static ai.pmoves.dox.replication.support.Cutovers.add;
import static ai.pmoves.dox.replication.support.Cutovers.after;
import static ai.pmoves.dox.replication.support.Cutovers.primaries;
import static ai.pmoves.dox.replication.support.Cutovers.recorded;
import static ai.pmoves.dox.replication.support.Cutovers.rename;
import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.support.Crash;
import ai.pmoves.dox.replication.support.Cutovers;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.MemoryHub;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Line;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A switch that is broken off anywhere has not happened, or is finished by whoever sees it. */
class CutoverCrashTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    /** A new process takes over: nothing is lost, and the stores can change places again. */
    private void assertItGoesOn(Device device) {
        Cutovers.finish(device);
        assertThat(Cutovers.finish(device)).isFalse();
        assertThat(primaries(device)).hasSize(1);
        assertThat(device.direct().syncs().stream()
                        .map(sync -> sync.role().epoch())
                        .distinct())
                .hasSize(1);
        add(device, "after");
        rename(device, "before", "changed");
        assertThat(Cutovers.to(device, primaries(device).getFirst().other())).isInstanceOf(Switched.class);
        device.replicate();
        devices.assertSame(device);
        assertThat(Rows.artifacts(device.store())).contains("before", "after");
        assertThat(Rows.name(device.store(), "before")).isEqualTo("changed");
        assertThat(devices.hub().direct().sync().conflictCount()).isZero();
        assertThat(device.sync().deadLetterCount()).isZero();
    }

    static Stream<Arguments> everyStepBothWays() {
        return Stream.of(Side.values())
                .flatMap(primary -> Stream.of(CutoverStep.values()).map(step -> Arguments.of(primary, step)));
    }

    @ParameterizedTest
    @MethodSource("everyStepBothWays")
    void itIsBrokenOffAfterEachStep(Side primary, CutoverStep last) {
        var device = devices.of(primary);
        add(device, "before");
        assertThatThrownBy(() -> Cutovers.to(device, primary.other(), after(last, Crash::now)))
                .isInstanceOf(Crash.class);
        boolean hasHappened = last.compareTo(CutoverStep.STEPPED_DOWN) >= 0;
        boolean isHalfDone = last == CutoverStep.STEPPED_DOWN;
        assertThat(primaries(device)).hasSize(isHalfDone ? 0 : 1);
        assertThat(Cutovers.finish(device)).isEqualTo(isHalfDone);
        assertThat(primaries(device)).containsExactly(hasHappened ? primary.other() : primary);
        assertThat(recorded(device)).contains("cutover.begun");
        assertItGoesOn(device);
    }

    /** From the moment in which little is left to be brought over. */
    @ParameterizedTest
    @EnumSource
    void itIsBrokenOffBeforeEachCallOfTheSwitchItself(Side primary) {
        int calls = 0;
        for (boolean isEnded = true; isEnded; calls++) {
            try (var hub = new MemoryHub();
                    var device = new Device(hub)) {
                if (primary == Side.EDGE) {
                    device.leads();
                } else {
                    device.follows();
                }
                add(device, "before");
                int call = calls;
                var progress = after(CutoverStep.COMPARED, () -> {
                    add(device, "meanwhile");
                    Crash.start(call, device);
                });
                isEnded = Crash.isEnded(device, () -> Cutovers.to(device, primary.other(), progress));
                assertThat(primaries(device)).as("before call %s", calls).hasSizeLessThanOrEqualTo(1);
                Cutovers.finish(device);
                assertThat(primaries(device)).as("before call %s", calls).hasSize(1);
                device.replicate();
                for (var side : Side.values()) {
                    assertThat(Rows.artifacts(device.direct().store(side)))
                            .as("before call %s", calls)
                            .containsExactly("before", "meanwhile");
                }
                assertThat(hub.direct().sync().conflictCount()).isZero();
            }
        }
        assertThat(calls).isGreaterThan(20);
    }

    private static Line lineTo(Device device, Side side) {
        return side == Side.EDGE ? device.toEdge() : device.toHub();
    }

    @ParameterizedTest
    @EnumSource
    void aStepDownWhoseAnswerIsLostIsFoundToHaveHappened(Side primary) {
        var device = devices.of(primary);
        add(device, "before");
        var line = lineTo(device, primary);
        var progress = after(CutoverStep.STEPPING_DOWN, () -> {
            line.cutAfterCommit();
            line.restoreAfter(2);
        });
        assertThat(Cutovers.to(device, primary.other(), progress)).isInstanceOf(Switched.class);
        assertThat(primaries(device)).containsExactly(primary.other());
        assertItGoesOn(device);
    }

    @ParameterizedTest
    @EnumSource
    void aStepDownThatIsLostHasNotHappened(Side primary) {
        var device = devices.of(primary);
        add(device, "before");
        var line = lineTo(device, primary);
        var progress = after(CutoverStep.STEPPING_DOWN, () -> {
            line.cutBeforeCommit();
            line.restoreAfter(2);
        });
        assertFails(
                () -> Cutovers.to(device, primary.other(), progress),
                ErrorCode.STORE_OUTCOME_UNKNOWN,
                "during the commit");
        assertThat(primaries(device)).containsExactly(primary);
        assertThat(recorded(device)).first().isEqualTo("cutover.failed");
        assertItGoesOn(device);
    }

    @ParameterizedTest
    @EnumSource
    void aStepDownOfWhichNothingIsHeardIsToldToBeUnknown(Side primary) {
        var device = devices.of(primary);
        add(device, "before");
        var progress = after(CutoverStep.STEPPING_DOWN, lineTo(device, primary)::cutAfterCommit);
        var options = Cutovers.IMPATIENT.withTimeout(Duration.ofMillis(20));
        assertFails(
                () -> Cutovers.to(device, primary.other(), options, progress),
                ErrorCode.STORE_OUTCOME_UNKNOWN,
                "has stepped down is not known: ",
                "Try again when it is back.");
        device.lines().forEach(Line::restore);
        assertThat(primaries(device)).isEmpty();
        assertItGoesOn(device);
    }

    @ParameterizedTest
    @EnumSource
    void aStepUpWhoseAnswerIsLostIsFoundToHaveHappened(Side primary) {
        var device = devices.of(primary);
        add(device, "before");
        var line = lineTo(device, primary.other());
        var progress = after(CutoverStep.STEPPED_DOWN, () -> {
            line.cutAfterCommit();
            line.restoreAfter(2);
        });
        assertThat(Cutovers.to(device, primary.other(), progress)).isInstanceOf(Switched.class);
        assertItGoesOn(device);
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatGoesAwayInTheMiddleAndComesBackSteppsUp(Side primary) {
        var device = devices.of(primary);
        add(device, "before");
        var line = lineTo(device, primary.other());
        var progress = after(CutoverStep.STEPPED_DOWN, () -> {
            line.cut();
            line.restoreAfter(3);
        });
        assertThat(Cutovers.to(device, primary.other(), progress)).isInstanceOf(Switched.class);
        assertItGoesOn(device);
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatGoesAwayInTheMiddleAndStaysAwayIsFinishedLater(Side primary) {
        var device = devices.of(primary);
        add(device, "before");
        var options = Cutovers.IMPATIENT.withTimeout(Duration.ofMillis(20));
        var progress = after(CutoverStep.STEPPED_DOWN, lineTo(device, primary.other())::cut);
        assertFails(
                () -> Cutovers.to(device, primary.other(), options, progress),
                ErrorCode.STORE_UNAVAILABLE,
                "has stepped down, and ",
                "cannot be reached to step up: ",
                "Servers finish that when it is back, and so does the same call.");
        assertThat(primaries(device)).isEmpty();
        device.lines().forEach(Line::restore);
        assertThat(Cutovers.finish(device)).isTrue();
        assertThat(primaries(device)).containsExactly(primary.other());
        assertItGoesOn(device);
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatRefusesToStepDownStaysThePrimary(Side primary) {
        var device = devices.of(primary);
        add(device, "before");
        var call = primary == Side.EDGE ? "EdgeSync.advance" : "HubSync.advance";
        lineTo(device, primary).before(call, () -> {
            throw new DoxException(ErrorCode.STORE_BUSY, "not just now");
        });
        assertFails(() -> Cutovers.to(device, primary.other()), ErrorCode.STORE_BUSY);
        assertThat(primaries(device)).containsExactly(primary);
        assertItGoesOn(device);
    }

    @Test
    void aStoreThatComesFromABackupStepsDown() {
        var device = devices.leading();
        var hubSync = devices.hub().direct().sync();
        Device.advance(hubSync, hubSync.role().storeId(), 5);
        assertThat(primaries(device)).hasSize(2);
        assertThat(Cutovers.finish(device)).isTrue();
        assertThat(primaries(device)).containsExactly(Side.HUB);
        assertFails(() -> device.store().artifacts().add(Rows.artifact("a")), ErrorCode.STORE_NOT_PRIMARY);
    }

    @Test
    void whereNothingIsHalfDoneNothingIsFinished() {
        assertThat(Cutovers.finish(devices.device())).isFalse(); // no pair
        var device = devices.leading();
        assertThat(Cutovers.finish(device)).isFalse();
        assertThat(recorded(device)).isEmpty();
    }

    @Test
    void twoWhoFinishTheSameSwitchDoItOnce() {
        var device = devices.leading();
        PairFixture.stepDown(device, Side.HUB);
        device.toHub().before("UnitOfWork.call", () -> assertThat(Cutovers.finish(device))
                .isTrue());
        assertThat(Cutovers.finish(device)).isFalse();
        assertThat(primaries(device)).containsExactly(Side.HUB);
        assertThat(recorded(device)).isEqualTo(List.of("cutover.stepped-up"));
    }
}
