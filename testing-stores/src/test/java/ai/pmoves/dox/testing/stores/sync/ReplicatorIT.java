package ai.pmoves.dox.testing.stores.sync;

import static ai.pmoves.dox.domain.rows.StoreTable.LOG_ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.replication.changes.DescribePair;
import ai.pmoves.dox.replication.changes.Replicator;
import ai.pmoves.dox.replication.changes.SyncStatus.Part;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the thread does that keeps a pair alike. */
@SeparateServer
class ReplicatorIT {
    private static final Duration KEEP = Duration.ofDays(30);

    @AutoClose
    private final Devices devices;

    private final Hub hub;
    private final List<Replicator> started = new ArrayList<>();

    ReplicatorIT(@TempDir Path folder) {
        devices = new Devices(folder);
        hub = devices.hub();
    }

    @AfterEach
    void end() {
        started.forEach(Replicator::close);
    }

    private Replicator start(Edge edge) {
        return start(edge, () -> Optional.of(hub));
    }

    private Replicator start(Edge edge, Supplier<Optional<Hub>> findHub) {
        var replicator = Replicator.start(edge, findHub, KEEP, Clock.systemUTC());
        started.add(replicator);
        return replicator;
    }

    @Test
    void whatThePrimaryChangesArrivesByItself() throws Exception {
        var edge = devices.leading();
        var replicator = start(edge);
        edge.store().documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(edge.store(), "d", 3_000);
        Eventually.await("all is sent").until(() -> replicator.status().isCaughtUp());
        devices.assertSame(edge);
        var status = replicator.status();
        assertThat(status.part()).isEqualTo(Part.REPLICATES);
        assertThat(status.rowsPerSecond()).isPositive();
        assertThat(status.error()).isNull();
        assertThat(status.pull()).isNull();
        assertThat(status.edge().isPrimary()).isTrue();
    }

    @Test
    void whatTheSharedStoreChangesArrivesByItself() throws Exception {
        var edge = devices.following();
        start(edge);
        hub.store().documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(hub.store(), "d", 3_000);
        Eventually.await("all is taken").until(() -> edge.store().rows().count(LOG_ENTRIES) == 3_000);
        devices.assertSame(edge);
    }

    @Test
    void whoFinishesTakesFirstWhatIsNew() {
        var edge = devices.following();
        for (int i = 0; i < 10; i++) {
            var replicator = start(edge);
            var id = "artifact " + i;
            hub.store().artifacts().add(Rows.artifact(id, "one"));
            replicator.finish();
            assertThat(Rows.name(edge.store(), id)).isEqualTo("one");
        }
    }

    @Test
    void aHubThatIsFoundLateAndGoesAwayAgainGetsEverything() throws Exception {
        var edge = devices.leading();
        var found = new AtomicReference<>(Optional.<Hub>empty());
        var replicator = start(edge, found::get);
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        Eventually.await("it says so").until(() -> replicator.status().error() != null);
        assertThat(replicator.status().isHubReachable()).isFalse();
        assertThat(replicator.status().push().rows()).isEqualTo(1);

        found.set(Optional.of(hub));
        Eventually.await("it is there").until(() -> replicator.status().isCaughtUp());

        devices.line().cut();
        edge.store().artifacts().add(Rows.artifact("b", "two"));
        Eventually.await("the cut is noticed").until(() -> replicator.status().error() != null);
        assertThat(replicator.status().conflicts()).isNull();
        devices.line().restore();
        Eventually.await("it is there, too").until(() -> replicator.status().isCaughtUp());
        Eventually.await("nothing is in the way any more")
                .until(() -> replicator.status().error() == null);
        devices.assertSame(edge);
    }

    @Test
    void ofTwoForOneFileOneFollowsUntilTheOtherEnds() throws Exception {
        var edge = devices.leading();
        var first = start(edge);
        Eventually.await("the first one is at work").until(() -> first.status().part() == Part.REPLICATES);
        var again = devices.open(0);
        var second = start(new Edge(again, again.sync()));
        assertThat(second.status().part()).isEqualTo(Part.FOLLOWS);
        assertThat(second.status().rowsPerSecond()).isNull();
        first.close();
        Eventually.await("the second one takes over")
                .until(() -> second.status().part() == Part.REPLICATES);
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        Eventually.await("it is sent").until(() -> second.status().isCaughtUp());
        devices.assertSame(edge);
    }

    @Test
    void whoOnlyLooksSeesWhetherSomebodyIsAtWork() throws Exception {
        var edge = devices.leading();
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        var describe = new DescribePair(edge, Clock.systemUTC());
        assertThat(describe.now(Optional.of(hub)).part()).isEqualTo(Part.NONE);
        assertThat(describe.now(Optional.of(hub)).push().rows()).isEqualTo(1);
        var replicator = start(edge);
        Eventually.await("it is at work").until(() -> replicator.status().part() == Part.REPLICATES);
        assertThat(describe.now(Optional.of(hub)).part()).isEqualTo(Part.FOLLOWS);
    }

    @Test
    void allIsSentWhenSomebodyWaitsForIt() {
        var edge = devices.leading();
        var replicator = start(edge);
        edge.store().documents().add(Rows.document("d", null, "title"));
        Rows.addLogs(edge.store(), "d", 3_000);
        replicator.sendAll();
        assertThat(edge.sync().unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void itTellsOfLettersConflictsAndTheLastComparison() throws Exception {
        var edge = devices.leading();
        var replicator = start(edge);
        devices.changeShared(
                "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$",
                "create trigger refuse before insert on artifacts for each row execute function refuse()");
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        Eventually.await("it is set aside").until(() -> replicator.status().deadLetters() == 1);
        assertThat(replicator.status().isCaughtUp()).isFalse();
        assertThat(replicator.status().conflicts()).isZero();
        assertThat(replicator.status().parity()).isNull();
        var comparison = new SyncEvent(
                Instant.parse("2026-11-25T10:00:00Z"),
                "somebody",
                "parity.compared",
                Json.of(Map.of("differences", 0)));
        edge.sync().record(comparison);
        edge.sync().record(new SyncEvent(comparison.at(), "somebody", "cutover.begun", Json.NULL));
        assertThat(replicator.status().parity()).isEqualTo(comparison);
    }

    @Test
    void aStoreThatIsInNoPairIsLeftAlone() throws Exception {
        var edge = devices.device();
        var replicator = start(edge);
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        Eventually.await("it is at work").until(() -> replicator.status().part() == Part.REPLICATES);
        assertThat(replicator.status().push().rows()).isZero();
        assertThat(Rows.name(hub.store(), "a")).isEqualTo("gone");
    }
}
