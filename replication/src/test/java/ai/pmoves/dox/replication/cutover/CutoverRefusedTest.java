package ai.pmoves.dox.replication.cutover;

import static ai.pmoves.dox.replication.support.Cutovers.add;
import static ai.pmoves.dox.replication.support.Cutovers.after;
import static ai.pmoves.dox.replication.support.Cutovers.recorded;
import static ai.pmoves.dox.replication.support.Cutovers.rename;
import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Refused;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Deadline;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.support.Cutovers;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.MemoryHub;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in the way of a switch is said, and nothing has changed then. */
class CutoverRefusedTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    private static List<String> reasons(CutoverOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reasons().stream().map(ReasonWords.JAVA::of).toList();
    }

    private static List<String> rehearsed(Device device, Side next) {
        return reasons(new Cutover(device.pair(), PairFixture.journal(), Cutovers.IMPATIENT)
                .dryRun(next, CutoverProgress.NONE));
    }

    /** Everything is as before, and the attempt is recorded. */
    private static void assertNothingHasChanged(Device device, Side primary) {
        assertThat(Cutovers.primaries(device)).containsExactly(primary);
        assertThat(device.direct().syncs())
                .allSatisfy(sync -> assertThat(sync.role().epoch()).isEqualTo(1));
        add(device, "written afterwards");
        assertThat(recorded(device)).first().isEqualTo("cutover.refused");
    }

    @Test
    void storesThatAreNoPair() {
        var device = devices.device();
        assertThat(reasons(Cutovers.to(device, Side.HUB)))
                .singleElement()
                .asString()
                .startsWith("The stores are not kept as one yet. " + Remedy.START_REPLICATION.text());
        assertThat(rehearsed(device, Side.HUB)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatCannotBeReached(Side primary) {
        var device = devices.of(primary);
        device.toHub().cut();
        assertThat(reasons(Cutovers.to(device, primary.other())))
                .containsExactly(
                        "memory cannot be reached: The line to the store is cut. " + Remedy.CHECK_STORE.text());
        assertThat(rehearsed(device, primary.other())).hasSize(1);
        assertThat(device.sync().history(5)).extracting(event -> event.step()).containsExactly("cutover.refused");
    }

    @Test
    void bothStoresCannotBeReached() {
        var device = devices.of(Side.EDGE);
        device.toHub().cut();
        device.toEdge().cut();
        assertThat(reasons(Cutovers.to(device, Side.HUB)))
                .extracting(reason -> reason.substring(0, reason.indexOf(' ')))
                .containsExactly("sqlite", "memory");
    }

    @Test
    void aSharedStoreThatFollowsAnotherDevice() {
        var device = devices.following();
        device.direct().syncs().forEach(sync -> Device.advance(sync, "another", 2));
        assertThat(reasons(Cutovers.to(device, Side.EDGE)))
                .containsExactly("The primary of the shared store is another embedded store (another). "
                        + Remedy.PROMOTE_HUB_THERE.text());
    }

    /** The wrong connection string. */
    @Test
    void aSharedStoreOfAnotherPair() {
        var device = devices.leading();
        try (var foreign = new MemoryHub()) {
            var foreignSync = foreign.direct().sync();
            Device.advance(foreignSync, foreignSync.role().storeId(), 9);
            var cutover = new Cutover(
                    new Pair(device.edge(), foreign.direct()), PairFixture.journal(), CutoverOptions.DEFAULT);
            for (var side : Side.values()) {
                assertThat(reasons(cutover.to(side, CutoverProgress.NONE)))
                        .singleElement()
                        .asString()
                        .contains("takes writes of its own");
                assertThat(reasons(cutover.dryRun(side, CutoverProgress.NONE))).hasSize(1);
            }
            assertThat(foreignSync.history(10)).isEmpty();
        }
        assertThat(device.sync().role().isPrimary()).isTrue();
        assertThat(device.sync().role().epoch()).isEqualTo(1);
        assertThat(device.sync().history(10)).isEmpty();
    }

    @Test
    void aDeviceThatWasAwayForTooLong() {
        var device = devices.following();
        add(device, "a");
        device.sync().moveTo(new FeedPlace(devices.hub().direct().sync().role().storeId(), "at 9000"));
        assertThat(reasons(Cutovers.to(device, Side.EDGE)))
                .containsExactly("This device has yet to take over all rows of the shared store. "
                        + Remedy.AWAIT_REPLICATION.text());
        device.replicate();
        assertThat(Cutovers.to(device, Side.EDGE)).isInstanceOf(Switched.class);
    }

    @ParameterizedTest
    @EnumSource
    void moreWaitsThanIsGoodToBeginWith(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        add(device, "b");
        var outcome = Cutovers.to(device, primary.other(), Cutovers.IMPATIENT.withMaxBacklog(1), CutoverProgress.NONE);
        assertThat(reasons(outcome))
                .filteredOn(reason -> !reason.contains("not the same"))
                .containsExactly("2 rows wait to be brought over, which is too much to begin with (1). "
                        + Remedy.AWAIT_REPLICATION.text());
        assertNothingHasChanged(device, primary);
    }

    @Test
    void aRowThatIsRefusedWhenItIsSent() {
        var device = devices.leading();
        devices.hub().refuse("artifacts", "new.id = 'bad'");
        add(device, "bad");
        assertThat(reasons(Cutovers.to(device, Side.HUB))).anySatisfy(reason -> assertThat(reason)
                .startsWith("1 changes are set aside, since a store refuses them"));
        devices.hub().refuseNothing();
        device.sync().retry(List.of());
        assertThat(Cutovers.to(device, Side.HUB)).isInstanceOf(Switched.class);
    }

    @ParameterizedTest
    @EnumSource
    void allReasonsAreTold(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        device.replicate();
        differ(device, primary, "a");
        device.sync().setAside(Direction.PULL, Rows.artifactKey("x"), "no");
        var reasons = reasons(Cutovers.to(device, primary.other()));
        assertThat(reasons).hasSize(2);
        assertThat(reasons.getFirst()).startsWith("1 changes are set aside");
        assertThat(reasons.getLast())
                .isEqualTo("1 rows are not the same in both stores, for example in artifacts 'a'. "
                        + Remedy.REPAIR_DIFFERENCES.text());
        assertThat(rehearsed(device, primary.other())).isEqualTo(reasons);
        assertThat(((Refused) Cutovers.to(device, primary.other())).tables())
                .anySatisfy(table -> assertThat(table.differences()).isEqualTo(1));
        assertNothingHasChanged(device, primary);
    }

    /** Changes a row of the secondary behind both backs. */
    private static void differ(Device device, Side primary, String id) {
        var secondary = device.direct().store(primary.other()).rows();
        var row = secondary.find(StoreTable.ARTIFACTS, List.of(id)).getFirst();
        secondary.restore(StoreTable.ARTIFACTS, List.of(row.with("filename", "another")));
    }

    @Test
    void writesThatAreUnderWayInTheSharedStore() throws Exception {
        var device = devices.following();
        var began = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            device.toHub().before("HubSync.holdingWrites", () -> {
                threads.submit(() -> devices.shared().unitOfWork().run(() -> {
                    devices.shared().artifacts().add(Rows.artifact("under way"));
                    began.countDown();
                    awaitLatch(end);
                }));
                awaitLatch(began);
            });
            var options = Cutovers.IMPATIENT.withHoldTimeout(Duration.ofMillis(20));
            var outcome = Cutovers.to(device, Side.EDGE, options, CutoverProgress.NONE);
            end.countDown();
            assertThat(reasons(outcome))
                    .containsExactly("Writes that are under way have not ended within 0.0 s. "
                            + Remedy.RAISE_HOLD_TIMEOUT.text());
        }
        assertNothingHasChanged(device, Side.HUB);
    }

    @Test
    void writesThatAreUnderWayInTheEmbeddedStore() {
        var device = devices.leading();
        device.toEdge().before("EdgeSync.holdingWrites", () -> {
            throw new DoxException(ErrorCode.STORE_BUSY, "somebody writes");
        });
        assertThat(reasons(Cutovers.to(device, Side.HUB)))
                .containsExactly(
                        "Writes that are under way have not ended within 0.5 s. " + Remedy.RAISE_HOLD_TIMEOUT.text());
        assertNothingHasChanged(device, Side.EDGE);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTakesTooLong(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        var options = CutoverOptions.DEFAULT.withLongestHold(Duration.ofMillis(1));
        var held = after(CutoverStep.HELD, () -> {
            var time = new Deadline(Duration.ofMillis(1));
            while (!time.isOver()) {
                Thread.onSpinWait();
            }
        });
        assertThat(reasons(Cutovers.to(device, primary.other(), options, held)))
                .containsExactly("Bringing over and comparing the last rows takes longer than 0.0 s, for which writes"
                        + " may be held. " + Remedy.RAISE_LONGEST_HOLD.text());
        assertNothingHasChanged(device, primary);
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsChangedBehindBothBacksInTheLastMoment(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        var outcome = Cutovers.to(device, primary.other(), after(CutoverStep.COMPARED, () -> {
            rename(device, "a", "changed");
            device.replicate();
            differ(device, primary, "a");
        }));
        assertThat(reasons(outcome)).singleElement().asString().startsWith("1 rows are not the same in both stores");
        assertNothingHasChanged(device, primary);
    }

    @Test
    void aRowThatDiffersWhenWritesAreHeld() {
        var device = devices.leading();
        add(device, "a");
        device.replicate();
        device.toHub().before("StoreRows.find", () -> differ(device, Side.EDGE, "a")); // that compares it again
        var outcome = Cutovers.to(device, Side.HUB, after(CutoverStep.HELD, () -> rename(device, "a", "changed")));
        assertThat(reasons(outcome)).singleElement().asString().startsWith("1 rows are not the same in both stores");
        assertNothingHasChanged(device, Side.EDGE);
    }

    @Test
    void aRowThatIsWrittenOfflineInTheLastMoment() {
        var device = devices.following();
        add(device, "a");
        var outcome = Cutovers.to(
                device,
                Side.EDGE,
                after(
                        CutoverStep.HELD,
                        () -> device.offline(() -> device.store().artifacts().add(Rows.artifact("written offline")))));
        assertThat(reasons(outcome)).containsExactly("Rows were written offline meanwhile; try again.");
        assertNothingHasChanged(device, Side.HUB);
        assertThat(Cutovers.to(device, Side.EDGE)).isInstanceOf(Switched.class);
        assertThat(Cutovers.has(device, Side.HUB, "written offline")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aSwitchThatSomebodyElseHasMadeMeanwhile(Side primary) {
        var device = devices.of(primary);
        var outcome = Cutovers.to(device, primary.other(), after(CutoverStep.COMPARED, () -> assertThat(
                        Cutovers.to(device, primary.other()))
                .isInstanceOf(Switched.class)));
        assertThat(reasons(outcome))
                .containsExactly("Another cutover was made meanwhile. " + Remedy.SHOW_HISTORY.text());
        assertThat(Cutovers.primaries(device)).containsExactly(primary.other());
    }

    @ParameterizedTest
    @EnumSource
    void anOldTransactionThatHidesWhatCameAfterIt(Side primary) {
        var device = devices.of(primary);
        var options = Cutovers.IMPATIENT.withLongestHold(Duration.ofMillis(100));
        add(device, "before");
        var outcome = Cutovers.to(device, primary.other(), options, after(CutoverStep.CAUGHT_UP, () -> {
            devices.hub().holdFeed();
            add(device, "a");
        }));
        assertThat(reasons(outcome))
                .singleElement()
                .asString()
                .startsWith("A transaction that began before keeps the shared store's latest changes from being seen");
        assertNothingHasChanged(device, primary);
        devices.hub().releaseFeed();
        assertThat(Cutovers.to(device, primary.other())).isInstanceOf(Switched.class);
        devices.assertSame(device);
    }

    @Test
    void anOldTransactionThatBeginsInTheLastMoment() {
        var device = devices.leading();
        var options = Cutovers.IMPATIENT.withLongestHold(Duration.ofMillis(100));
        var outcome = Cutovers.to(device, Side.HUB, options, after(CutoverStep.HELD, () -> {
            devices.hub().holdFeed();
            add(device, "a");
        }));
        assertThat(reasons(outcome)).singleElement().asString().startsWith("A transaction that began before keeps");
        assertNothingHasChanged(device, Side.EDGE);
    }

    @Test
    void theFeedForgetsWhatItHasYetToTell() {
        var device = devices.following();
        var outcome = Cutovers.to(device, Side.EDGE, after(CutoverStep.COMPARED, () -> {
            add(device, "a");
            devices.shared().artifacts().remove(Id.of("a"));
            device.replicate();
            devices.hub().direct().sync().forgetRemovals(Duration.ZERO);
        }));
        assertThat(reasons(outcome))
                .containsExactly(
                        "The shared store has just forgotten changes that are younger than this attempt; try again.");
        assertThat(Cutovers.primaries(device)).containsExactly(Side.HUB);
    }

    @Test
    void whatIsBusyForAMomentIsTriedAgain() {
        var device = devices.leading();
        add(device, "a");
        for (int i = 0; i < 3; i++) {
            device.toHub().before("HubSync.receive", () -> {
                throw new DoxException(ErrorCode.STORE_BUSY, "Another change was received at the same moment.");
            });
        }
        assertThat(Cutovers.to(device, Side.HUB)).isInstanceOf(Switched.class);
        devices.assertSame(device);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsRecordedAndComesOut(Side primary) {
        var device = devices.of(primary);
        device.toHub().before("HubSync.endOfFeed", () -> {
            throw new DoxException(ErrorCode.STORE_CORRUPT, "damaged");
        });
        assertFails(() -> Cutovers.to(device, primary.other()), ErrorCode.STORE_CORRUPT, "damaged");
        assertThat(recorded(device)).containsExactlyInAnyOrder("cutover.failed", "cutover.begun");
        assertThat(Cutovers.primaries(device)).containsExactly(primary);
        assertThat(Cutovers.to(device, primary.other())).isInstanceOf(Switched.class);
    }
}
