package ai.pmoves.dox.testing.stores.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.testing.campaign.Tier;
import ai.pmoves.dox.testing.stores.load.SwitchProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A switch that is broken off between any two of its steps has not happened, or is finished by whoever sees it. */
class CutoverCrashIT {
    @AutoClose
    private final EmptyStores empty;

    CutoverCrashIT(@TempDir Path folder) {
        empty = new EmptyStores(folder);
    }

    /** The process has ended: nobody handles it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Arguments> everyStepBothWays() {
        return bothWays(EnumSet.allOf(CutoverStep.class));
    }

    private static Stream<Arguments> bothWays(Set<CutoverStep> steps) {
        return Stream.of(Side.values()).flatMap(primary -> steps.stream().map(step -> Arguments.of(primary, step)));
    }

    /** Nobody but the next process sees that it has happened. */
    @ParameterizedTest
    @MethodSource("everyStepBothWays")
    void itIsBrokenOffAfterEachStep(Side primary, CutoverStep last) {
        try (var stores = empty.open().led(primary)) {
            stores.add("before");
            assertThatThrownBy(() -> stores.cutover(primary.other(), TestPair.after(last, () -> {
                        throw new Crash();
                    })))
                    .isInstanceOf(Crash.class);
        }
        try (var stores = empty.open()) {
            afterACrash(stores, primary, last);
        }
    }

    /** Those after which writes are held, or nobody takes any: only a process that is gone lets nothing go by itself. */
    static Stream<Arguments> stepsToDieAfter() {
        return bothWays(Tier.choose(
                EnumSet.of(CutoverStep.STEPPING_DOWN, CutoverStep.STEPPED_DOWN), EnumSet.allOf(CutoverStep.class)));
    }

    @ParameterizedTest
    @MethodSource("stepsToDieAfter")
    @Tag("alone")
    void itsProcessIsKilledAfterAStep(Side primary, CutoverStep last) throws Exception {
        try (var stores = empty.open().led(primary)) {
            stores.add("before");
            try (var other = SwitchProcess.start(empty.file(), empty.database(), primary.other(), last)) {
                assertThat(other.exitCode()).isEqualTo(SwitchProcess.KILLED);
            }

            afterACrash(stores, primary, last);
        }
    }

    private static void afterACrash(TestPair stores, Side primary, CutoverStep last) {
        boolean hasHappened = last.compareTo(CutoverStep.STEPPED_DOWN) >= 0;
        boolean isHalfDone = last == CutoverStep.STEPPED_DOWN;
        assertThat(primaries(stores)).hasSize(isHalfDone ? 0 : 1);
        assertThat(stores.finishSwitch()).isEqualTo(isHalfDone);
        assertThat(stores.finishSwitch()).isFalse();

        assertThat(primaries(stores)).containsExactly(hasHappened ? primary.other() : primary);
        assertThat(stores.pair().syncs())
                .extracting(sync -> sync.role().epoch())
                .containsOnly(hasHappened ? 2L : 1L);
        assertThat(stores.recorded()).contains("cutover.begun");
        stores.add("after");
        stores.change("before", 1);
        assertThat(stores.cutover(stores.primary().other(), CutoverProgress.NONE))
                .isInstanceOf(Switched.class);
        stores.add("at the end");
        stores.replicate();
        assertThat(stores.differences()).isEmpty();
        assertThat(stores.pair().store(Side.EDGE).artifacts().find(Id.of("after")))
                .isPresent();
        assertThat(stores.pair().hub().sync().conflictCount()).isZero();
    }

    private static List<Side> primaries(TestPair stores) {
        return Stream.of(Side.values())
                .filter(side -> stores.pair().sync(side).role().isPrimary())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"STEPPING_DOWN", "STEPPED_DOWN"})
    void aCommitWhoseAnswerIsLostIsFoundToHaveHappened(CutoverStep step) {
        var next = step == CutoverStep.STEPPING_DOWN ? Side.EDGE : Side.HUB; // of the hub's commits
        try (var proxy = empty.line();
                var stores = empty.open(proxy).led(next.other())) {
            stores.add("a");

            assertThat(stores.cutover(next, TestPair.after(step, proxy::cutAfterCommit)))
                    .isInstanceOf(Switched.class);

            proxy.restore();
            assertThat(primaries(stores)).containsExactly(next);
            assertThat(stores.differences()).isEmpty();
        }
    }

    @Test
    void aCommitThatIsLostHasNotHappened() {
        try (var proxy = empty.line();
                var stores = empty.open(proxy).led(Side.HUB)) {
            stores.add("a");

            assertThatThrownBy(() -> stores.cutover(
                            Side.EDGE, TestPair.after(CutoverStep.STEPPING_DOWN, proxy::cutBeforeCommit)))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OUTCOME_UNKNOWN));

            proxy.restore();
            assertThat(primaries(stores)).containsExactly(Side.HUB);
            stores.add("b");
            assertThat(stores.recorded()).first().isEqualTo("cutover.failed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSharedStoreGoesAwayInTheMiddleAndComesBack(Side primary) {
        try (var proxy = empty.line();
                var stores = empty.open(proxy).led(primary)) {
            stores.add("a");
            var options = TestPair.IMPATIENT.withTimeout(Duration.ofMillis(300));

            assertThatThrownBy(() -> stores.cutover(
                            primary.other(), options, TestPair.after(CutoverStep.STEPPED_DOWN, proxy::cut)))
                    .isInstanceOf(DoxException.class)
                    .hasMessageContaining("has stepped down, and ");

            assertThat(stores.pair().edge().sync().role().isPrimary()).isFalse();
            proxy.restore();
            assertThat(stores.finishSwitch()).isTrue();
            assertThat(primaries(stores)).containsExactly(primary.other());
        }
    }

    @Test
    void aStoreThatComesFromABackupStepsDown() {
        try (var stores = empty.open().led(Side.EDGE)) {
            var hub = stores.pair().hub().sync();
            var hubId = hub.role().storeId();
            hub.advance(new ReplicationRole(hubId, hubId, 5));
            assertThat(primaries(stores)).hasSize(2);

            assertThat(stores.finishSwitch()).isTrue();

            assertThat(primaries(stores)).containsExactly(Side.HUB);
            assertThatThrownBy(() -> stores.add(Side.EDGE, "a"))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_NOT_PRIMARY));
        }
    }
}
