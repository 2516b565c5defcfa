package ai.pmoves.dox.replication.mirror;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifact;
import static ai.pmoves.dox.testing.embedded.Rows.artifacts;
import static ai.pmoves.dox.testing.embedded.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls of a pair go to whichever store is the primary, also when that changes. */
class FollowingTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    private Device device;
    private Store edge;
    private Store hub;
    private MirroredStore pair;

    @BeforeEach
    void open() {
        device = devices.device();
        edge = device.store();
        hub = devices.shared();
        pair = PairFixture.open(device, PairOptions.plain(false));
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private void switchTo(Side next) {
        PairFixture.switchTo(device, next);
    }

    @Test
    void aWriteGoesToTheNewPrimaryThoughNobodySaidSo() {
        pair.artifacts().add(artifact("a1"));
        switchTo(Side.HUB);
        pair.artifacts().add(artifact("a2"));
        assertThat(artifacts(edge)).containsExactly("a1");
        assertThat(artifacts(hub)).containsExactly("a2");
        assertThat(pair.name()).isEqualTo("memory");

        switchTo(Side.EDGE);
        pair.artifacts().add(artifact("a3"));
        assertThat(artifacts(edge)).containsExactly("a1", "a3");
        assertThat(artifacts(hub)).containsExactly("a2");
        assertThat(artifacts(pair)).containsExactly("a1", "a3");
        assertThat(pair.name()).isEqualTo("sqlite");
    }

    @Test
    void aUnitOfWorkIsBegunByTheNewPrimaryAndDoneOnce() {
        switchTo(Side.HUB);
        var times = new AtomicInteger();
        int found = pair.unitOfWork().call(() -> {
            times.incrementAndGet();
            pair.artifacts().add(artifact("a1"));
            pair.unitOfWork().run(() -> pair.artifacts().add(artifact("a2")));
            return artifacts(pair).size();
        });
        assertThat(times).hasValue(1);
        assertThat(found).isEqualTo(2);
        assertThat(artifacts(hub)).containsExactly("a1", "a2");
        assertThat(artifacts(edge)).isEmpty();
    }

    @Test
    void aUnitOfWorkThatFailsIsNotTriedElsewhere() {
        var times = new AtomicInteger();
        assertFails(
                () -> pair.unitOfWork().run(() -> {
                    times.incrementAndGet();
                    throw new DoxException(ErrorCode.STORE_NOT_PRIMARY, "thrown by the work itself");
                }),
                ErrorCode.STORE_NOT_PRIMARY,
                "thrown by the work itself");
        assertThat(times).hasValue(1);
        assertThatThrownBy(() -> pair.unitOfWork().run(() -> {
                    pair.artifacts().add(artifact("a1"));
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(artifacts(pair)).isEmpty();
    }

    @Test
    void aSwitchThatHappensBetweenTwoCallsOfAWriteIsFollowed() {
        device.toEdge().before("ArtifactRepository.add", () -> switchTo(Side.HUB));
        pair.artifacts().add(artifact("a1"));
        assertThat(artifacts(edge)).isEmpty();
        assertThat(artifacts(hub)).containsExactly("a1");
    }

    @Test
    void aSwitchThatGoesBackAndForthIsFollowed() {
        device.toEdge().before("ArtifactRepository.add", () -> switchTo(Side.HUB));
        device.toHub().before("ArtifactRepository.add", () -> switchTo(Side.EDGE));
        pair.artifacts().add(artifact("a1"));
        assertThat(artifacts(edge)).containsExactly("a1");
        assertThat(artifacts(hub)).isEmpty();
    }

    @Test
    void aSwitchWaitsForAUnitThatHasBegun() throws Exception {
        var isIn = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var unit = threads.submit(() -> pair.unitOfWork().run(() -> {
                pair.artifacts().add(artifact("a1"));
                isIn.countDown();
                awaitLatch(mayEnd);
                pair.artifacts().add(artifact("a2"));
            }));
            isIn.await();
            var switching = threads.submit(() -> switchTo(Side.HUB));
            mayEnd.countDown();
            unit.get();
            switching.get();
        }
        assertThat(artifacts(edge)).containsExactly("a1", "a2");
        pair.artifacts().add(artifact("a3"));
        assertThat(artifacts(hub)).containsExactly("a3");
    }

    /** More writers than there are turns. */
    @Test
    void writersThatAreHeldAreNotRefusedAndReadersGoOn() throws Exception {
        switchTo(Side.HUB);
        pair.refresh();
        var isHeld = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holding =
                    threads.submit(() -> devices.hub().direct().sync().holdingWrites(Duration.ofSeconds(30), () -> {
                        isHeld.countDown();
                        awaitLatch(mayEnd);
                        return true;
                    }));
            isHeld.await();
            var writers = IntStream.range(0, 12)
                    .mapToObj(i -> threads.submit(() -> pair.artifacts().add(artifact("a" + i))))
                    .toList();
            for (int i = 0; i < 20; i++) {
                assertThat(artifacts(pair)).isEmpty();
            }
            assertThat(writers).noneMatch(Future::isDone);
            mayEnd.countDown();
            holding.get();
            for (var writer : writers) {
                writer.get();
            }
        }
        assertThat(artifacts(pair)).hasSize(12);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readersFollowWhenSomebodyLooks() {
        switchTo(Side.HUB);
        assertThat(pair.name()).isEqualTo("sqlite");
        pair.refresh();
        assertThat(pair.name()).isEqualTo("memory");
        assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
    }

    @Test
    void readersFollowByThemselvesOnceThePairIsKept() {
        pair.keep(Duration.ofDays(30), Clock.systemUTC());
        switchTo(Side.HUB);
        await().until(() -> pair.name().equals("memory"));
        assertThat(pair.replicator()).isPresent();
    }

    @Test
    void whoFindsASwitchHalfDoneFinishesIt() {
        PairFixture.stepDown(device, Side.HUB);
        pair.artifacts().add(artifact("a1"));
        assertThat(artifacts(hub)).containsExactly("a1");

        PairFixture.stepDown(device, Side.EDGE);
        pair.refresh();
        assertThat(device.sync().role().isPrimary()).isTrue();
        assertThat(device.sync().role().epoch()).isEqualTo(3);
        assertThat(device.sync().history(10)).extracting(event -> event.step()).contains("cutover.stepped-up");
    }

    @Test
    void aSwitchThatSomebodyIsAtIsWaitedFor() {
        device.toHub().cut(); // so that it cannot be finished from here
        PairFixture.stepDown(device, Side.HUB);
        device.toEdge().before("EdgeSync.role", () -> {
            PairFixture.stepUp(device, Side.HUB);
            device.toHub().restore();
        });
        pair.artifacts().add(artifact("a1"));
        assertThat(artifacts(hub)).containsExactly("a1");
    }

    @Test
    void theIndexFollowsAndARebuildBeginsAnewWhereItIsThePrimary() {
        pair.chunks().put(List.of(Rows.chunk("old", "old text")));
        var times = new AtomicInteger();
        long count = pair.chunks().rebuild(sink -> {
            if (times.incrementAndGet() == 1) {
                switchTo(Side.HUB);
            }
            sink.accept(Rows.chunk("new", "new text"));
        });
        assertThat(count).isEqualTo(1);
        assertThat(times).hasValue(2);
        assertThat(hub.rows().find(StoreTable.SEARCH_CHUNKS, List.of("old", "new")))
                .hasSize(1);
        assertThat(edge.rows().find(StoreTable.SEARCH_CHUNKS, List.of("old"))).hasSize(1);
    }

    @Test
    void aRebuildTakesNoTurnFromOthersThatWrite() throws Exception {
        pair.close();
        switchTo(Side.HUB);
        pair = PairFixture.open(device, PairOptions.plain(false).withHubWriters(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            pair.chunks().rebuild(sink -> {
                sink.accept(Rows.chunk("new", "new text"));
                try {
                    threads.submit(() -> pair.artifacts().add(artifact("a1"))).get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(artifacts(hub)).containsExactly("a1");
    }

    @Test
    void anotherDevicesStoreAsThePrimaryIsReadInTheSharedStoreAndNotWrittenTo() {
        switchTo(Side.HUB);
        pair.artifacts().add(artifact("a1"));
        Device.advance(devices.hub().direct().sync(), "another", 3);
        assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_NOT_PRIMARY);
        assertFails(
                () -> pair.unitOfWork().run(() -> pair.artifacts().add(artifact("a2"))), ErrorCode.STORE_NOT_PRIMARY);
        assertThat(pair.status().primary()).isEqualTo(Primary.ELSEWHERE);
        assertThat(artifacts(pair)).containsExactly("a1");
        assertThat(device.sync().role().primaryId()).isEqualTo("another");
    }

    @Test
    void aRowOfAFailedUnitIsSeenByNobody() {
        switchTo(Side.HUB);
        pair.refresh();
        assertThatThrownBy(() -> pair.unitOfWork().run(() -> {
                    pair.artifacts().add(artifact("a1"));
                    assertThat(artifacts(pair)).containsExactly("a1");
                    throw new UnsupportedOperationException("rolled back");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(artifacts(pair)).isEmpty();
    }

    @Test
    void everyCallIsMeasuredOnce() {
        long before = pair.latencies().count();
        pair.artifacts().add(artifact("a1"));
        pair.ping();
        assertThat(artifacts(pair)).hasSize(1);
        assertThat(pair.latencies().count()).isEqualTo(before + 3);
    }

    @Test
    void itIsOneStoreToAnybody() {
        pair.artifacts().add(artifact("a1"));
        assertThat(pair.rows().count(StoreTable.ARTIFACTS)).isEqualTo(1);
        assertThat(pair.isShared()).isTrue();
        pair.clear();
        assertThat(artifacts(edge)).isEmpty();
    }
}
