package ai.pmoves.dox.replication.changes;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static ai.pmoves.dox.testing.embedded.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.replication.changes.SyncStatus.Part;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the thread does that keeps a pair alike. */
class ReplicatorTest {
    private static final Duration KEEP = Duration.ofDays(30);

    @RegisterExtension
    private final Devices devices = new Devices();

    private final List<Replicator> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(Replicator::close);
    }

    private Replicator start(Device device) {
        return start(device.edge(), () -> Optional.of(device.hub()));
    }

    private Replicator start(Edge edge, Supplier<Optional<Hub>> findHub) {
        var replicator = Replicator.start(edge, findHub, KEEP, Clock.systemUTC());
        started.add(replicator);
        return replicator;
    }

    @Test
    void whatThePrimaryChangesArrivesByItself() {
        var device = devices.leading();
        var replicator = start(device);
        device.store().documents().add(Rows.document("d", null));
        Rows.addLogs(device.store(), "d", 300);
        await().until(() -> replicator.status().isCaughtUp());
        devices.assertSame(device);
        var status = replicator.status();
        assertThat(status.part()).isEqualTo(Part.REPLICATES);
        assertThat(status.rowsPerSecond()).isPositive();
        assertThat(status.error()).isNull();
        assertThat(status.pull()).isNull();
        assertThat(status.edge().isPrimary()).isTrue();
    }

    @Test
    void whatTheSharedStoreChangesArrivesByItself() {
        var device = devices.following();
        start(device);
        devices.shared().artifacts().add(Rows.artifact("a"));
        await().untilAsserted(() -> devices.assertSame(device));
    }

    @Test
    void whoFinishesTakesFirstWhatIsNew() {
        var device = devices.following();
        for (int i = 0; i < 5; i++) {
            var replicator = start(device);
            devices.shared().artifacts().add(Rows.artifact("a" + i));
            replicator.finish();
            assertThat(Rows.artifacts(device.store())).hasSize(i + 1);
        }
    }

    @Test
    void aHubThatIsFoundLateAndGoesAwayAgainGetsEverything() {
        var device = devices.leading();
        var found = new AtomicReference<>(Optional.<Hub>empty());
        var replicator = start(device.edge(), found::get);
        device.store().artifacts().add(Rows.artifact("a"));
        await().until(() -> replicator.status().error() != null);
        assertThat(replicator.status().isHubReachable()).isFalse();
        assertThat(replicator.status().push().rows()).isEqualTo(1);

        found.set(Optional.of(device.hub()));
        await().until(() -> replicator.status().isCaughtUp());

        device.toHub().cut();
        device.store().artifacts().add(Rows.artifact("b"));
        await().until(() -> replicator.status().error() != null);
        assertThat(replicator.status().conflicts()).isNull();
        device.toHub().restore();
        await().until(() ->
                replicator.status().isCaughtUp() && replicator.status().error() == null);
        devices.assertSame(device);
    }

    @Test
    void anUnexpectedFailureIsToldAndTheWorkGoesOnWhenItIsMended() {
        var device = devices.leading();
        var isBroken = new AtomicBoolean(true);
        device.toHub().watch((call, args) -> {
            if (isBroken.get() && call.equals("HubSync.receive")) {
                throw new UnsupportedOperationException("a bug");
            }
        });
        device.store().artifacts().add(Rows.artifact("a"));
        var replicator = start(device);
        await().until(() -> String.valueOf(replicator.status().error()).contains("a bug"));
        isBroken.set(false);
        await().until(() ->
                replicator.status().isCaughtUp() && replicator.status().error() == null);
        devices.assertSame(device);
    }

    @Test
    void ofTwoForOneFileOneFollowsUntilTheOtherEnds() {
        var device = devices.leading();
        var first = start(device);
        await().until(() -> first.status().part() == Part.REPLICATES);
        var again = device.embedded().openAgain();
        var second = start(new Edge(again, again.sync()), () -> Optional.of(device.openHub()));
        assertThat(second.status().part()).isEqualTo(Part.FOLLOWS);
        assertThat(second.status().rowsPerSecond()).isNull();
        first.close();
        await().until(() -> second.status().part() == Part.REPLICATES);
        device.store().artifacts().add(Rows.artifact("a"));
        await().until(() -> second.status().isCaughtUp());
        devices.assertSame(device);
        second.close();
    }

    @Test
    void allIsSentWhenSomebodyWaitsForIt() {
        var device = devices.leading();
        var replicator = start(device);
        device.store().documents().add(Rows.document("d", null));
        Rows.addLogs(device.store(), "d", 300);
        replicator.sendAll();
        assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        devices.assertSame(device);
    }

    @Test
    void whoHasEndedSendsNothingAnyMore() {
        var device = devices.leading();
        var replicator = start(device);
        replicator.close();
        replicator.close(); // a second time does nothing
        device.store().artifacts().add(Rows.artifact("a"));
        assertFails(replicator::sendAll, ErrorCode.STORE_BUSY, "Changes wait in the outbox to be sent");
        assertThat(device.sync().turn()).isPresent().get().satisfies(turn -> turn.close());
    }

    @Test
    void itTellsOfLettersConflictsAndTheLastComparison() {
        var device = devices.leading();
        devices.hub().refuse("artifacts", "true");
        device.store().artifacts().add(Rows.artifact("a"));
        var replicator = start(device);
        await().until(() -> replicator.status().deadLetters() == 1);
        assertThat(replicator.status().isCaughtUp()).isFalse();
        assertThat(replicator.status().conflicts()).isZero();
        assertThat(replicator.status().parity()).isNull();
        var comparison = new SyncEvent(
                Instant.parse("2026-11-25T10:00:00Z"),
                "somebody",
                "parity.compared",
                Json.of(Map.of("differences", 0)));
        device.sync().record(comparison);
        device.sync().record(new SyncEvent(comparison.at(), "somebody", "cutover.begun", Json.NULL));
        assertThat(replicator.status().parity()).isEqualTo(comparison);
    }

    @Test
    void aStoreThatIsInNoPairIsLeftAlone() {
        var device = devices.device();
        var replicator = start(device);
        device.store().artifacts().add(Rows.artifact("a"));
        await().until(() -> replicator.status().part() == Part.REPLICATES);
        assertThat(replicator.status().push().rows()).isZero();
        assertThat(devices.shared().rows().count(StoreTable.ARTIFACTS)).isZero();
    }
}
