package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.replication.changes.SyncStatus.Lag;
import ai.pmoves.dox.replication.changes.SyncStatus.Part;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a pair is doing, for somebody who only looks. */
class DescribePairTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    private static SyncStatus describe(Device device) {
        return describe(device, Clock.systemUTC());
    }

    private static SyncStatus describe(Device device, Clock clock) {
        return new DescribePair(device.edge(), clock).now(Optional.of(device.hub()));
    }

    @Test
    void aPairThatNobodyKeeps() {
        var device = devices.leading();
        device.store().artifacts().add(Rows.artifact("a"));
        var status = describe(device);
        assertThat(status.part()).isEqualTo(Part.NONE);
        assertThat(status.push().rows()).isEqualTo(1);
        assertThat(status.pull()).isNull();
        assertThat(status.isCaughtUp()).isFalse();
        device.push();
        assertThat(describe(device).isCaughtUp()).isTrue();
    }

    @Test
    void whoLooksDoesNotTakeTheTurn() {
        var device = devices.leading();
        describe(device);
        try (var turn = device.sync().turn().orElseThrow()) {
            assertThat(describe(device).part()).isEqualTo(Part.FOLLOWS);
            assertThat(turn).isNotNull();
        }
    }

    @Test
    void aFollowerSaysWhatWaitsInTheHubAndSinceWhen() {
        var device = devices.following();
        devices.shared().artifacts().add(Rows.artifact("a"));
        var later = Clock.fixed(Instant.now().plusSeconds(60), ZoneOffset.UTC);
        var status = describe(device, later);
        assertThat(status.pull()).isNotNull();
        assertThat(status.pull().rows()).isEqualTo(1);
        assertThat(status.pull().time()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(10));
        assertThat(status.isCaughtUp()).isFalse();
        device.pull();
        assertThat(describe(device).pull()).isEqualTo(new Lag(0, Duration.ZERO));
        assertThat(describe(device).isCaughtUp()).isTrue();
    }

    @Test
    void aFollowerWithoutAPlaceInTheFeedDoesNotKnowItsLag() {
        var device = devices.device();
        Device.advance(device.sync(), devices.hub().direct().sync().role().storeId(), 1);
        assertThat(describe(device).pull()).isNull();
    }

    @Test
    void aHubThatIsAway() {
        var device = devices.following();
        device.toHub().cut();
        var status = describe(device);
        assertThat(status.isHubReachable()).isFalse();
        assertThat(status.error()).contains("cut");
        assertThat(status.conflicts()).isNull();
        assertThat(status.isCaughtUp()).isFalse();
        var unopened = new DescribePair(device.edge(), Clock.systemUTC()).now(Optional.empty());
        assertThat(unopened.error()).isEqualTo("Supabase is unreachable; changes wait here.");
    }

    @Test
    void aHubThatIsBrokenIsNotJustAway() {
        var device = devices.following();
        device.toHub().before("HubSync.role", () -> {
            throw new DoxException(ErrorCode.STORE_CORRUPT, "damaged");
        });
        assertFails(() -> describe(device), ErrorCode.STORE_CORRUPT, "damaged");
    }

    @Test
    void aStoreWhoseClockIsAheadIsNotBehindByLessThanNothing() {
        var now = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(Lag.of(new Backlog(3, now.plusSeconds(9)), now)).isEqualTo(new Lag(3, Duration.ZERO));
        assertThat(Lag.of(new Backlog(3, now.minusSeconds(9)), now)).isEqualTo(new Lag(3, Duration.ofSeconds(9)));
        assertThat(Lag.of(Backlog.EMPTY, now)).isEqualTo(new Lag(0, Duration.ZERO));
    }
}
