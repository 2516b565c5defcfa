package ai.pmoves.dox.testing.stores.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.campaign.Seeds;
import ai.pmoves.dox.testing.campaign.Tier;
import ai.pmoves.dox.testing.stores.BothStores;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random work leaves both stores equal, answer by answer and row by row. Every run of a tier does the same, unless
 * {@link Seeds} are named; {@code -Ddox.test.steps=500} says how many steps of each.
 */
class ModelIT {
    private static final Seeds SEEDS = Seeds.of("1", "1-3");
    private static final int STEPS = Integer.getInteger("dox.test.steps", Tier.choose(3_000, 10_000));

    private static final int SMALL_BATCHES = 5;

    @AutoClose
    private final BothStores stores;

    ModelIT(@TempDir Path folder) throws SQLException {
        stores = new BothStores(folder, SMALL_BATCHES);
    }

    @Test
    void theSameStepsEndInTheSameState() {
        var comparison = new Comparison(stores.sqlite(), stores.postgres());
        SEEDS.stream().forEach(seed -> {
            System.out.printf("event=model.run seed=%d steps=%d%n", seed, STEPS);
            comparison.run(seed, STEPS);
        });
        assertThat(comparison.methodsNotCalled())
                .as("what a store is called, how fast it is and that it is closed is not compared, and copies of rows"
                        + " have a contract of their own; all else is")
                .filteredOn(method -> !method.startsWith("Row") && !method.startsWith("CopyTarget"))
                .containsExactlyInAnyOrder(
                        "Store.name", "Store.isShared", "Store.latencies", "Store.rows", "Store.close");
    }
}
