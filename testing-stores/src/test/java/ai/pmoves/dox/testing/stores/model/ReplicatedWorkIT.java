package ai.pmoves.dox.testing.stores.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.changes.Replicator;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.testing.campaign.Tier;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import ai.pmoves.dox.testing.stores.sync.Devices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever random work does to the primary, by each method of each port, arrives while it goes on. The seeds are such
 * that a store is emptied on the way, and each method called.
 */
@SeparateServer
class ReplicatedWorkIT {
    private static final int STEPS = Integer.getInteger("dox.test.steps", Tier.choose(1_000, 3_000));

    @AutoClose
    private final Devices devices;

    ReplicatedWorkIT(@TempDir Path folder) {
        devices = new Devices(folder);
    }

    @Test
    void whatIsDoneToTheEmbeddedStoreArrivesInTheSharedOne() throws Exception {
        var edge = devices.leading();
        work(edge, edge.store(), 21);
        assertThat(devices.hub().sync().conflictCount()).isZero();
    }

    @Test
    void whatIsDoneToTheSharedStoreArrivesInTheEmbeddedOne() throws Exception {
        var edge = devices.following();
        work(edge, devices.hub().store(), Tier.choose(34, 22));
        assertThat(edge.sync().unsentBacklog().isEmpty()).isTrue();
    }

    private void work(Edge edge, Store primary, long seed) throws Exception {
        var called = new CalledMethods();
        var watched = called.watch(primary);
        var steps = new Steps(seed);
        var filled = EnumSet.noneOf(StoreTable.class);
        try (var replicator =
                Replicator.start(edge, () -> Optional.of(devices.hub()), Duration.ofDays(30), Clock.systemUTC())) {
            for (int number = 0; number < STEPS; number++) {
                Outcome.of(steps.at(number), watched);
                if (number % 100 == 0) {
                    noteFilled(primary, filled);
                }
            }
            Eventually.await("all is there").until(() -> replicator.status().isCaughtUp());
        }
        devices.assertSame(edge);
        assertThat(edge.sync().deadLetters(10)).isEmpty();
        assertThat(filled).isEqualTo(EnumSet.allOf(StoreTable.class));
        assertThat(called.missing())
                .filteredOn(method -> !method.startsWith("Row") && !method.startsWith("CopyTarget"))
                .containsExactlyInAnyOrder(
                        "Store.name", "Store.isShared", "Store.latencies", "Store.rows", "Store.close");
    }

    private static void noteFilled(Store store, Set<StoreTable> filled) {
        for (var table : StoreTable.values()) {
            if (store.rows().count(table) > 0) {
                filled.add(table);
            }
        }
    }
}
