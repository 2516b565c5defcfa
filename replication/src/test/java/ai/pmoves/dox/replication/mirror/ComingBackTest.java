package ai.pmoves.dox.replication.mirror;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifact;
import static ai.pmoves.dox.testing.embedded.Rows.artifacts;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a device goes over to its shared store, which was away and is there again. */
class ComingBackTest {
    private static final RoutingState ONLINE = RoutingState.online(Primary.HUB);
    private static final RoutingState OFFLINE = RoutingState.offline(Primary.HUB);

    @RegisterExtension
    private final Devices devices = new Devices();

    private final AtomicLong now = new AtomicLong(-17);
    private final AtomicInteger sendings = new AtomicInteger();
    private Device device;
    private HubLink link;
    private PrimaryMonitor monitor;
    private StoreRouter router;

    @BeforeEach
    void open() {
        device = devices.following();
        use(OfflineMode.QUEUE);
    }

    private void use(OfflineMode mode) {
        link = HubLinks.of(device, Primary.HUB);
        link.reach();
        monitor = new PrimaryMonitor(device.edge(), link, mode, ONLINE, PairFixture.journal(), now::get);
        monitor.sendBy(() -> {
            sendings.incrementAndGet();
            device.push();
        });
        router = new StoreRouter(device.edge(), link, monitor, new PairOptions(true, mode, 0), Duration.ofMillis(100));
    }

    private void pass(double seconds) {
        now.addAndGet((long) (seconds * 1e9));
    }

    private void add(String id) {
        router.write(store -> {
            store.artifacts().add(artifact(id));
            return true;
        });
    }

    private RoutingState look() {
        monitor.look();
        return monitor.routingState();
    }

    private void goAway() {
        device.toHub().cut();
        assertThat(look()).isEqualTo(OFFLINE);
    }

    @Test
    void itHasToHaveBeenThereForAWhile() {
        goAway();
        device.toHub().restore();
        assertThat(look()).isEqualTo(OFFLINE);
        pass(1.9);
        assertThat(look()).isEqualTo(OFFLINE);
        pass(0.2);
        assertThat(look()).isEqualTo(ONLINE);
    }

    @Test
    void oneThatComesAndGoesIsAway() {
        goAway();
        for (int i = 0; i < 5; i++) {
            device.toHub().restore();
            look();
            pass(1.5);
            goAway();
            pass(1.5);
        }
        device.toHub().restore();
        look();
        pass(1);
        assertThat(look()).isEqualTo(OFFLINE);
    }

    @Test
    void whatWasWrittenIsSentFirst() {
        goAway();
        add("a");
        device.toHub().restore();
        look();
        pass(3);
        assertThat(look()).isEqualTo(ONLINE);
        assertThat(artifacts(devices.shared())).containsExactly("a");
        assertThat(sendings).hasValue(1);
        add("b");
        assertThat(artifacts(devices.shared())).containsExactly("a", "b");
    }

    @Test
    void whereNothingWasWrittenNothingIsSent() {
        goAway();
        device.toHub().restore();
        look();
        pass(3);
        assertThat(look()).isEqualTo(ONLINE);
        assertThat(sendings).hasValue(0);
    }

    @Test
    void itWaitsUntilWhatWasWrittenCanBeSent() {
        goAway();
        add("a");
        device.toHub().restore();
        look();
        pass(3);
        monitor.sendBy(() -> {
            throw new DoxException(ErrorCode.STORE_BUSY, "not just now");
        });
        assertThat(look()).isEqualTo(OFFLINE);
        monitor.sendBy(() -> {}); // nothing was sent by it
        assertThat(look()).isEqualTo(OFFLINE);
        device.push();
        assertThat(look()).isEqualTo(ONLINE);
    }

    @Test
    void muchIsSentWhileOthersGoOnWriting() {
        goAway();
        device.offline(() -> {
            device.store().documents().add(Rows.document("d", null));
            Rows.addLogs(device.store(), "d", 250);
        });
        device.toHub().restore();
        look();
        pass(3);
        assertThat(look()).isEqualTo(OFFLINE);
        assertThat(sendings).hasValue(0);
        device.push();
        assertThat(look()).isEqualTo(ONLINE);
    }

    @Test
    void itWaitsForAUnitThatHasBegunOffline() throws Exception {
        goAway();
        device.toHub().restore();
        look();
        pass(3);
        var isIn = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var unit = threads.submit(() -> router.call(() -> {
                isIn.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                device.store().artifacts().add(artifact("a"));
                return true;
            }));
            isIn.await();
            assertThat(look()).isEqualTo(OFFLINE);
            mayEnd.countDown();
            unit.get();
        }
        assertThat(look()).isEqualTo(ONLINE);
        assertThat(artifacts(devices.shared())).containsExactly("a");
    }

    /** Who has seen the old course and begins after the last rows were sent. */
    @Test
    void aWriteThatComesTooLateForTheQueueGoesToTheSharedStore() {
        goAway();
        device.toHub().restore();
        look();
        pass(3);
        assertThat(monitor.beginOffline(OFFLINE)).isTrue();
        monitor.endOffline();
        assertThat(look()).isEqualTo(ONLINE);
        assertThat(monitor.beginOffline(OFFLINE)).isFalse();
        add("a");
        assertThat(artifacts(devices.shared())).containsExactly("a");
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void oneThatGoesAwayWhileTheLastRowsAreSentIsAway() {
        goAway();
        add("a");
        device.toHub().restore();
        look();
        pass(3);
        device.toHub().cutAfterCommit(); // of the last rows
        assertThat(look()).isEqualTo(OFFLINE);
        assertThat(artifacts(device.store())).containsExactly("a");
        device.toHub().restore();
        look();
        pass(3);
        assertThat(look()).isEqualTo(ONLINE);
        assertThat(artifacts(devices.shared())).containsExactly("a");
        assertThat(devices.hub().direct().sync().conflictCount()).isZero();
    }

    @Test
    void aReaderDoesNotWaitForWhatNobodySends() {
        use(OfflineMode.READ);
        goAway();
        device.offline(() -> device.store().artifacts().add(artifact("a"))); // by another process
        device.toHub().restore();
        look();
        pass(3);
        assertThat(look()).isEqualTo(ONLINE);
    }

    @Test
    void aSwitchThatHappenedMeanwhileIsFollowed() {
        goAway();
        PairFixture.switchTo(device, Side.EDGE);
        assertThat(look()).isEqualTo(RoutingState.online(Primary.EDGE));
        add("a");
        assertThat(artifacts(device.store())).containsExactly("a");
        PairFixture.switchTo(device, Side.HUB);
        device.toHub().restore();
        assertThat(look()).isEqualTo(ONLINE);
    }

    @Test
    void whatIsHalfDoneIsFinishedByTheNextLook() {
        PairFixture.stepDown(device, Side.EDGE);
        device.toHub().before("HubSync.role", () -> {
            throw new DoxException(ErrorCode.STORE_BUSY, "not just now");
        });
        assertThat(look()).isEqualTo(ONLINE); // as it was known
        assertThat(look()).isEqualTo(RoutingState.online(Primary.EDGE));
        assertThat(device.sync().role().isPrimary()).isTrue();
    }

    @Test
    void whoSeesAnOldCourseLooksAgainOnce() {
        var seen = monitor.routingState();
        PairFixture.switchTo(device, Side.EDGE);
        monitor.lookAgain(seen);
        assertThat(monitor.routingState()).isEqualTo(RoutingState.online(Primary.EDGE));
        device.toHub().cut();
        monitor.lookAgain(seen); // somebody has found another one
        assertThat(monitor.routingState()).isEqualTo(RoutingState.online(Primary.EDGE));
    }

    @Test
    void aCallThatFailsIsDoneByTheCopyOnlyIfThatMayBe() {
        use(OfflineMode.OFF);
        device.toHub().cut();
        assertThat(monitor.hubFailed()).isFalse();
        assertFails(() -> add("a"), ErrorCode.STORE_UNAVAILABLE);
        device.toHub().restore();
        use(OfflineMode.READ);
        device.toHub().cut();
        assertThat(monitor.hubFailed()).isTrue();
        assertThat(monitor.routingState()).isEqualTo(OFFLINE);
    }

    @Test
    void aSwitchThatDoesNotEndIsToldAfterAWhile() {
        device.toHub().watch((call, args) -> {
            if (call.equals("ArtifactRepository.add")) {
                throw new DoxException(ErrorCode.STORE_NOT_PRIMARY, "changing places");
            }
        });
        assertFails(
                () -> add("a"), ErrorCode.STORE_UNAVAILABLE, "The two stores are changing places, and did not finish");
    }

    @Test
    void whoIsInterruptedWhileTheStoresChangePlacesStops() {
        device.toHub().watch((call, args) -> {
            if (call.equals("ArtifactRepository.add")) {
                Thread.currentThread().interrupt();
                throw new DoxException(ErrorCode.STORE_NOT_PRIMARY, "changing places");
            }
        });
        assertFails(() -> add("a"), ErrorCode.STORE_UNAVAILABLE, "The call was interrupted.");
        assertThat(Thread.interrupted()).isTrue();
    }
}
