package ai.pmoves.dox.replication.cutover;

import static ai.pmoves.dox.replication.support.Cutovers.add;
import static ai.pmoves.dox.replication.support.Cutovers.after;
import static ai.pmoves.dox.replication.support.Cutovers.primaries;
import static ai.pmoves.dox.replication.support.Cutovers.recorded;
import static ai.pmoves.dox.replication.support.Cutovers.rename;
import static ai.pmoves.dox.testing.embedded.Rows.artifactKey;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.changes.DescribePair;
import ai.pmoves.dox.replication.changes.Replicator;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Ready;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Unneeded;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.TableParity;
import ai.pmoves.dox.replication.support.Cutovers;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Rows;
import ai.pmoves.dox.testing.embedded.Vectors;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stores of a pair change places, while both are in use. */
class CutoverTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    private Switched switched(Device device, Side next, CutoverProgress progress) {
        var outcome = Cutovers.to(device, next, progress);
        assertThat(outcome).isInstanceOf(Switched.class);
        assertThat(primaries(device)).containsExactly(next);
        assertThat(device.direct().syncs())
                .extracting(sync -> sync.role().epoch())
                .containsOnly(((Switched) outcome).epoch());
        devices.assertSame(device);
        assertThat(devices.hub().direct().sync().conflictCount()).isZero();
        return (Switched) outcome;
    }

    private Store primaryOf(Device device, Side primary) {
        return device.direct().store(primary);
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsBroughtOverFirst(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        add(device, "b");
        rename(device, "a", "another");
        var switched = switched(device, primary.other(), CutoverProgress.NONE);
        assertThat(switched.epoch()).isEqualTo(2);
        assertThat(switched.drainedRows()).isEqualTo(2);
        assertThat(switched.heldRows()).isZero();
        assertThat(switched.tables()).extracting(TableParity::table).containsExactly(StoreTable.values());
        assertThat(Rows.name(primaryOf(device, primary.other()), "a")).isEqualTo("another");
    }

    @ParameterizedTest
    @EnumSource
    void thereAndBackAgain(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        switched(device, primary.other(), CutoverProgress.NONE);
        add(device, "b");
        rename(device, "a", "changed there");
        assertThat(switched(device, primary, CutoverProgress.NONE).epoch()).isEqualTo(3);
        add(device, "c");
        device.replicate();
        devices.assertSame(device);
        assertThat(Rows.artifacts(device.store())).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @EnumSource
    void stepsAndTablesAreToldInTheirOrder(Side primary) {
        var device = devices.of(primary);
        var steps = new ArrayList<CutoverStep>();
        var tables = new ArrayList<StoreTable>();
        switched(device, primary.other(), new CutoverProgress() {
            @Override
            public void done(CutoverStep step) {
                steps.add(step);
            }

            @Override
            public void compared(TableParity table) {
                tables.add(table.table());
            }
        });
        assertThat(steps).containsExactly(CutoverStep.values());
        assertThat(tables).containsExactly(StoreTable.values());
        assertThat(recorded(device))
                .containsExactlyInAnyOrder(
                        "cutover.begun",
                        "cutover.compared",
                        "cutover.ready",
                        "cutover.stepped-down",
                        "cutover.stepped-up",
                        "cutover.done");
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatChangeAfterTheComparisonAreBroughtOverAndComparedAgain(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        add(device, "b");
        var switched = switched(device, primary.other(), after(CutoverStep.COMPARED, () -> {
            rename(device, "a", "changed after the comparison");
            add(device, "c");
        }));
        assertThat(switched.recheckedRows()).isEqualTo(2);
        assertThat(switched.drainedRows()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatChangeInTheLastMomentAreBroughtOverWhileWritesAreHeld(Side primary) {
        var device = devices.of(primary);
        var line = primary == Side.EDGE ? device.toEdge() : device.toHub();
        var port = primary == Side.EDGE ? "EdgeSync" : "HubSync";
        line.before(port + ".holdingWrites", () -> add(device, "a"));
        var switched = switched(device, primary.other(), CutoverProgress.NONE);
        assertThat(switched.heldRows()).isEqualTo(1);
        assertThat(switched.recheckedRows()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void manyRowsThatChangeMeanwhileAreBroughtOverBeforeWritesAreHeld(Side primary) {
        var device = devices.of(primary);
        primaryOf(device, primary).documents().add(Rows.document("d", null));
        var switched = switched(
                device,
                primary.other(),
                after(CutoverStep.COMPARED, () -> Rows.addLogs(primaryOf(device, primary), "d", 450)));
        assertThat(switched.drainedRows()).isEqualTo(451);
        assertThat(switched.heldRows()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsOnItsWayWhileAllAreComparedIsComparedAgain(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        var line = primary == Side.EDGE ? device.toEdge() : device.toHub();
        line.before("StoreRows.scan", () -> {}); // of artifacts, or of the snapshot of one that has none
        line.before("StoreRows.scan", () -> {});
        line.before(
                "StoreRows.scan", () -> primaryOf(device, primary).documents().add(Rows.document("d", "a")));
        var switched = switched(device, primary.other(), CutoverProgress.NONE);
        assertThat(switched.drainedRows()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatIsThePrimaryAlreadyStaysIt(Side primary) {
        var device = devices.of(primary);
        assertThat(Cutovers.to(device, primary)).isEqualTo(new Unneeded(1));
        assertThat(recorded(device)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSwitchThatWasBrokenOffIsFinishedByTheNextOne(Side primary) {
        var device = devices.of(primary);
        PairFixture.stepDown(device, primary.other());
        assertThat(Cutovers.to(device, primary.other())).isEqualTo(new Unneeded(2));
        assertThat(primaries(device)).containsExactly(primary.other());
    }

    @ParameterizedTest
    @EnumSource
    void aRehearsalSaysWhatWouldBeDoneAndDoesNothing(Side primary) {
        var device = devices.of(primary);
        add(device, "a");
        var rehearsal = new Cutover(device.pair(), PairFixture.journal(), Cutovers.IMPATIENT);
        assertThat(rehearsal.dryRun(primary.other(), CutoverProgress.NONE))
                .isInstanceOfSatisfying(Ready.class, ready -> {
                    assertThat(ready.waitingRows()).isEqualTo(1);
                    assertThat(ready.tables()).hasSize(StoreTable.values().length);
                });
        assertThat(rehearsal.dryRun(primary, CutoverProgress.NONE)).isEqualTo(new Unneeded(1));
        assertThat(recorded(device)).isEmpty();
        assertThat(primaries(device)).containsExactly(primary);
        assertThat(Cutovers.has(device, primary.other(), "a")).isFalse();
    }

    @Test
    void vectorsThatAreYetToBeMadeDoNotStandInTheWay() {
        var device = devices.of(Side.EDGE);
        devices.shared().chunks().useModel(Vectors.OTHER_MODEL);
        Vectors.add(device.store(), Vectors.MODEL, "c", "some text");
        device.push();
        assertThat(Cutovers.to(device, Side.HUB)).isInstanceOf(Switched.class);
    }

    @Test
    void theFigureOfEachStepIsRecorded() {
        var device = devices.of(Side.EDGE);
        add(device, "a");
        Cutovers.to(device, Side.HUB, after(CutoverStep.COMPARED, () -> add(device, "b")));
        var events = devices.hub().direct().sync().history(100);
        assertThat(events).allSatisfy(event -> assertThat(event.actor()).isEqualTo("somebody@test"));
        var done = events.getFirst();
        assertThat(done.step()).isEqualTo("cutover.done");
        assertThat(done.figures().asObject())
                .containsEntry("to", "memory")
                .containsEntry("epoch", 2L)
                .containsEntry("drained_rows", 2L)
                .containsEntry("compared_again", 1L)
                .containsKey("held_ms");
        var compared = events.stream()
                .filter(event -> event.step().equals("cutover.compared"))
                .findFirst()
                .orElseThrow();
        assertThat(compared.figures().asObject())
                .containsEntry("rows", 1L)
                .containsEntry("differences", 0L)
                .containsKey("seconds");
        device.replicate();
        assertThat(new DescribePair(device.edge(), Clock.systemUTC())
                        .now(Optional.of(device.hub()))
                        .parity())
                .isEqualTo(compared);
    }

    /** Whoever writes, all that is acknowledged is there afterwards, once. */
    @ParameterizedTest
    @EnumSource
    void writersGoOnThroughManySwitches(Side primary) throws Exception {
        var device = devices.device();
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var isOver = new AtomicBoolean();
        try (var pair = PairFixture.open(device, PairOptions.plain(primary == Side.HUB));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            if (primary == Side.HUB) {
                device.pull(); // the first snapshot
            }
            var writers = new ArrayList<Future<?>>();
            for (int writer = 0; writer < 2; writer++) {
                var prefix = "w" + writer + "-";
                writers.add(threads.submit(() -> write(pair, prefix, acknowledged, isOver)));
            }
            for (int i = 0; i < 4; i++) {
                var next = device.direct().primary().orElseThrow().other();
                assertThat(Cutovers.to(device, next)).isInstanceOf(Switched.class);
            }
            isOver.set(true);
            for (var writer : writers) {
                writer.get();
            }
        }
        device.replicate();
        devices.assertSame(device);
        assertThat(acknowledged).isNotEmpty();
        assertThat(device.store().rows().find(StoreTable.ARTIFACTS, acknowledged))
                .hasSize(acknowledged.size());
        assertThat(device.store().rows().count(StoreTable.ARTIFACTS)).isEqualTo(acknowledged.size());
        assertThat(devices.hub().direct().sync().conflictCount()).isZero();
    }

    private static void write(MirroredStore pair, String prefix, Queue<String> acknowledged, AtomicBoolean isOver) {
        for (int i = 0; !isOver.get(); i++) {
            var id = prefix + i;
            pair.unitOfWork().run(() -> {
                pair.artifacts().add(Rows.artifact(id));
                Rows.rename(pair, id, "renamed");
            });
            acknowledged.add(id);
            assertThat(pair.artifacts().find(Id.of(id))).isPresent();
        }
    }

    @Test
    void aReplicatorOfAnotherProcessDoesNoHarm() {
        var device = devices.of(Side.EDGE);
        try (var replicator = Replicator.start(
                device.openEdge(), () -> Optional.of(device.openHub()), Duration.ofDays(30), Clock.systemUTC())) {
            for (int i = 0; i < 4; i++) {
                add(device, "a" + i);
                var next = device.direct().primary().orElseThrow().other();
                assertThat(Cutovers.to(device, next)).isInstanceOf(Switched.class);
            }
            assertThat(replicator.status().conflicts()).isZero();
        }
        device.replicate();
        devices.assertSame(device);
        assertThat(Rows.artifacts(device.store())).isEqualTo(List.of("a0", "a1", "a2", "a3"));
        assertThat(devices.hub().direct().sync().versions(List.of(artifactKey("a0"))))
                .hasSize(1);
    }
}
