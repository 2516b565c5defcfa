package ai.pmoves.dox.replication.mirror;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Rows.artifact;
import static ai.pmoves.dox.testing.embedded.Rows.artifacts;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.support.Crash;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.MemoryHub;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is in a pair with whom, and who is its primary. */
class PairingTest {
    private static final PairOptions EDGE_FIRST = PairOptions.plain(false);
    private static final PairOptions HUB_FIRST = PairOptions.plain(true);

    @RegisterExtension
    private final Devices devices = new Devices();

    private Device device;
    private HubSync hubSync;

    @BeforeEach
    void make() {
        device = devices.device();
        hubSync = devices.hub().direct().sync();
    }

    private static MirroredStore open(Device device, PairOptions options) {
        return PairFixture.open(device, options);
    }

    @Test
    void ofANewPairTheOneThatIsNamedIsThePrimary() {
        try (var pair = open(device, EDGE_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.EDGE);
            assertThat(pair.hub()).isPresent();
        }
        var edge = device.sync().role();
        var hub = hubSync.role();
        assertThat(edge.isPrimary()).isTrue();
        assertThat(hub.primaryId()).isEqualTo(edge.storeId());
        assertThat(edge.epoch()).isEqualTo(hub.epoch()).isPositive();
        assertThat(device.sync().place(hub.storeId())).isPresent();
    }

    @Test
    void ofAPairThatWasMadeTheStoresKnow() {
        open(device, HUB_FIRST).close();
        try (var pair = open(device, EDGE_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
            pair.artifacts().add(artifact("a1"));
        }
        assertThat(artifacts(devices.shared())).containsExactly("a1");
        PairFixture.switchTo(device, Side.EDGE);
        try (var pair = open(device, HUB_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.EDGE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPairThatWasMadeHalfAtAnyCallIsMadeWhole(Side primary) {
        var options = primary == Side.EDGE ? EDGE_FIRST : HUB_FIRST;
        boolean isBrokenOff = true;
        int calls = 0;
        for (; isBrokenOff; calls++) {
            try (var hub = new MemoryHub();
                    var victim = new Device(hub)) {
                isBrokenOff =
                        Crash.before(calls, victim, () -> open(victim, options).close());
                open(victim, options).close();
                var pair = victim.direct();
                assertThat(pair.primary()).contains(primary);
                assertThat(pair.edge().sync().role().epoch())
                        .isEqualTo(pair.hub().sync().role().epoch());
                pair.store(primary).artifacts().add(artifact("a"));
                victim.replicate();
                assertThat(artifacts(pair.store(primary.other()))).containsExactly("a");
            }
        }
        assertThat(calls).isGreaterThan(5);
    }

    @Test
    void aSwitchThatWasHalfDoneIsFinishedAtTheStart() {
        open(device, EDGE_FIRST).close();
        PairFixture.stepDown(device, Side.HUB);
        try (var pair = open(device, EDGE_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
            assertThat(hubSync.role().isPrimary()).isTrue();
        }
    }

    @Test
    void aStoreThatWasRestoredFromABackupTakesOverWhatTheOtherKnows() {
        open(device, EDGE_FIRST).close();
        Device.advance(hubSync, hubSync.role().storeId(), 7);
        assertThat(device.sync().role().isPrimary()).isTrue(); // as both are
        try (var pair = open(device, EDGE_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
        }
        assertThat(device.sync().role().isPrimary()).isFalse();
    }

    @Test
    void aSharedStoreIsTheSecondaryOfOneDeviceOnly() {
        open(device, EDGE_FIRST).close();
        var other = devices.device();
        assertFails(() -> open(other, EDGE_FIRST), ErrorCode.CONFIG_INVALID, Remedy.FREE_HUB, device.id());
        assertFails(() -> open(other, HUB_FIRST), ErrorCode.CONFIG_INVALID, device.id());
        assertThat(other.sync().role().isPaired()).isFalse();
    }

    @Test
    void manyDevicesFollowOneSharedStore() {
        var second = devices.device();
        try (var one = open(device, HUB_FIRST);
                var other = open(second, HUB_FIRST)) {
            one.artifacts().add(artifact("a1"));
            assertThat(artifacts(other)).containsExactly("a1");
            other.artifacts().add(artifact("a2"));
            assertThat(artifacts(one)).containsExactly("a1", "a2");
        }
    }

    @Test
    void whenOneOfManyDevicesBecomesThePrimaryTheOthersOnlyReadUntilTheSharedStoreIsAgain() {
        var second = devices.device();
        try (var one = open(device, HUB_FIRST);
                var other = open(second, HUB_FIRST)) {
            PairFixture.switchTo(device, Side.EDGE);
            one.artifacts().add(artifact("a1"));
            assertFails(() -> other.artifacts().add(artifact("a2")), ErrorCode.STORE_NOT_PRIMARY);
            assertThat(other.status().primary()).isEqualTo(Primary.ELSEWHERE);
            PairFixture.switchTo(device, Side.HUB);
            other.refresh();
            other.artifacts().add(artifact("a3"));
            assertThat(second.sync().role())
                    .isEqualTo(new ReplicationRole(
                            second.id(),
                            hubSync.role().storeId(),
                            hubSync.role().epoch()));
        }
        assertThat(artifacts(devices.shared())).containsExactly("a3");
    }

    @Test
    void aDeviceThatWritesByItselfIsNotPairedWithASharedStoreThatDoes() {
        open(device, HUB_FIRST).close();
        assertFails(() -> open(devices.device(), EDGE_FIRST), ErrorCode.CONFIG_INVALID, Remedy.FOLLOW_HUB);
    }

    @Test
    void aDeviceOfAnotherSharedStoreIsToldSo() {
        Device.advance(device.sync(), "another", 1);
        assertFails(() -> open(device, HUB_FIRST), ErrorCode.CONFIG_INVALID, Remedy.NAME_PAIRED_STORES);
    }

    @Test
    void withoutTheSharedStoreADeviceThatWritesBeginsByItself() {
        device.toHub().cut();
        try (var pair = MirroredStore.open(
                device.openEdge(),
                () -> {
                    throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "no answer");
                },
                EDGE_FIRST,
                PairFixture.journal())) {
            pair.artifacts().add(artifact("a1"));
            pair.refresh(); // too soon to try again
            assertThat(pair.hub()).isEmpty();
            assertThat(pair.status().hubProblem()).hasValue(Reason.of("no answer"));
            assertThat(pair.health().isAvailable()).isTrue();
            assertThat(pair.health().warnings()).anyMatch(warning -> warning.contains("no answer"));
            assertThat(device.sync().unsentBacklog().rows()).isEqualTo(1);
        }
        device.toHub().restore();
        try (var pair = open(device, EDGE_FIRST)) {
            device.replicate();
            assertThat(artifacts(devices.shared())).containsExactly("a1");
            assertThat(pair.status().hubProblem()).isEmpty();
        }
    }

    @Test
    void aSharedStoreThatIsReachedLateIsJoined() {
        device.toHub().cut();
        try (var link = HubLinks.of(device, Primary.EDGE)) {
            assertFails(link::reach, ErrorCode.STORE_UNAVAILABLE);
            assertThat(link.isThere()).isFalse();
            assertThat(link.role()).isEmpty();
            assertFails(link::require, ErrorCode.STORE_UNAVAILABLE, "cut");
            device.toHub().restore();
            link.retry(); // too soon
            assertThat(link.hub()).isEmpty();
            link.reach();
            assertThat(link.require()).isEqualTo(link.hub().orElseThrow());
            assertThat(link.isOpened()).isTrue();
            assertThat(hubSync.role().primaryId()).isEqualTo(device.id());
        }
    }

    @Test
    void aSharedStoreThatTurnsOutToBeAnothersStaysUnusedAndSaysWhy() {
        open(device, EDGE_FIRST).close();
        var other = devices.device();
        try (var link = HubLinks.of(other, Primary.EDGE)) {
            assertFails(link::reach, ErrorCode.CONFIG_INVALID, device.id());
            assertThat(link.hub()).isEmpty();
            assertThat(link.problem()).isPresent().get().asString().contains(device.id());
            assertFails(link::require, ErrorCode.STORE_UNAVAILABLE, device.id());
        }
    }

    @Test
    void withoutTheSharedStoreNothingBeginsThatNeedsIt() {
        device.toHub().cut();
        assertFails(() -> open(device, HUB_FIRST), ErrorCode.STORE_UNAVAILABLE);
        var offline = new PairOptions(true, OfflineMode.QUEUE, 0);
        assertFails(() -> open(device, offline), ErrorCode.STORE_UNAVAILABLE); // there is no copy yet
        assertThat(device.sync().role().isPaired()).isFalse();
    }

    @Test
    void theSharedStoresModelIsAgreedOnWhoeverThePrimaryIs() {
        try (var pair = open(device, EDGE_FIRST)) {
            pair.chunks().useModel(Vectors.MODEL);
        }
        try (var pair = open(device, EDGE_FIRST)) {
            assertFails(() -> pair.chunks().useModel(Vectors.OTHER_MODEL), ErrorCode.MODEL_MISMATCH);
            assertThat(pair.hub()).isEmpty(); // until it has agreed
            pair.chunks().useModel(Vectors.MODEL);
        }
        try (var pair = open(device, EDGE_FIRST)) {
            pair.chunks().replaceModel(Vectors.OTHER_MODEL);
            pair.chunks().useModel(Vectors.OTHER_MODEL);
            assertThat(pair.hub()).isPresent();
        }
    }

    @Test
    void aModelThatDoesNotFitKeepsAStoreThatIsReachedLateUnused() {
        devices.shared().chunks().useModel(Vectors.MODEL);
        device.toHub().cut();
        try (var link = HubLinks.of(device, Primary.EDGE)) {
            assertFails(link::reach, ErrorCode.STORE_UNAVAILABLE);
            link.useModel(Vectors.OTHER_MODEL);
            device.toHub().restore();
            assertFails(link::reach, ErrorCode.MODEL_MISMATCH);
            assertThat(link.hub()).isEmpty();
            link.useModel(Vectors.MODEL);
            link.reach();
            assertThat(link.hub()).isPresent();
        }
    }

    @Test
    void aModelThatCannotBeToldNowIsToldLater() {
        try (var link = HubLinks.of(device, Primary.EDGE)) {
            link.reach();
            device.toHub().cut();
            link.useModel(Vectors.MODEL);
            assertThat(link.hub()).isEmpty();
            device.toHub().restore();
            link.reach();
            assertThat(link.hub()).isPresent();
        }
        assertFails(() -> devices.shared().chunks().useModel(Vectors.OTHER_MODEL), ErrorCode.MODEL_MISMATCH);
    }

    @Test
    void aLinkThatWasClosedIsNotTriedAgain() {
        var link = HubLinks.of(device, Primary.EDGE);
        link.close();
        link.retry();
        assertThat(link.isOpened()).isFalse();
    }
}
