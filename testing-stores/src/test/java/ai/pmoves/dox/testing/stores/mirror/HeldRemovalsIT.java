package ai.pmoves.dox.testing.stores.mirror;

import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifact;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mass deletes, which the other store applies after an operator confirms them. */
@SeparateServer
class HeldRemovalsIT {
    private static final int MANY = 120;

    @AutoClose
    private final TwoStores stores;

    HeldRemovalsIT(@TempDir Path folder) {
        stores = new TwoStores(folder);
    }

    private MirroredStore keep(boolean hubFirst) {
        var pair = stores.open(PairOptions.plain(hubFirst));
        pair.keep(Duration.ofDays(30), Clock.systemUTC());
        return pair;
    }

    private static long rows(Store store) {
        return store.rows().count(StoreTable.ARTIFACTS);
    }

    private static void awaitRows(Store store, long rows) {
        Eventually.await(rows + " rows").until(() -> rows(store) == rows);
    }

    /** @param secondary the store that has to keep its rows */
    private void assertHeld(MirroredStore pair, Store secondary) {
        for (int i = 0; i < MANY; i++) {
            pair.artifacts().add(artifact("a" + i));
        }
        awaitRows(secondary, MANY);
        pair.clear();
        Eventually.await("the removals are held")
                .until(() -> stores.edge().sync().deadLetterCount() == MANY);
        pair.artifacts().add(artifact("later"));
        awaitRows(secondary, MANY + 1);
        assertThat(stores.edge().sync().deadLetters(1).getFirst().reason())
                .contains("120 of 120 rows of artifacts", "more than may be removed unconfirmed");
        stores.edge().sync().retry(List.of());
        awaitRows(secondary, 1);
        Eventually.await("nothing is held").until(() -> stores.edge().sync().deadLetterCount() == 0);
    }

    @Test
    void thoseOfTheFileAreHeldBeforeTheSharedStore() {
        try (var pair = keep(false)) {
            assertHeld(pair, stores.hub().store());
        }
    }

    @Test
    void thoseOfTheSharedStoreAreHeldBeforeTheFile() {
        try (var pair = keep(true)) {
            assertHeld(pair, stores.edge().store());
        }
    }
}
