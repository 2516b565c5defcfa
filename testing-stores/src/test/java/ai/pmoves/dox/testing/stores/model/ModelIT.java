package ai.pmoves.dox.testing.stores.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.stores.BothStores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random work leaves both stores equal, answer by answer and row by row. Every run does the same, unless {@code
 * -Ddox.test.seed=7} gives a seed or {@code -Ddox.test.seed=random} lets it take one, and {@code -Ddox.test.steps=500}
 * says how many steps.
 */
class ModelIT {
    private static final String SEED = System.getProperty("dox.test.seed", "");
    private static final int STEPS = Integer.getInteger("dox.test.steps", 10_000);

    /** One long run, and short ones whose beginnings differ. */
    private static final Map<Long, Integer> STEPS_BY_SEED = new TreeMap<>(Map.of(1L, STEPS, 2L, 1_000, 3L, 1_000));

    private static final int SMALL_BATCHES = 5;

    @TempDir
    Path folder;

    private BothStores stores;

    @BeforeEach
    void open() throws SQLException {
        stores = new BothStores(folder, SMALL_BATCHES);
    }

    @AfterEach
    void close() throws SQLException {
        stores.close();
    }

    private static Map<Long, Integer> runs() {
        return switch (SEED) {
            case "" -> STEPS_BY_SEED;
            case "random" -> Map.of((long) new Random().nextInt(1_000_000), STEPS);
            default -> Map.of(Long.valueOf(SEED), STEPS);
        };
    }

    @Test
    void theSameStepsEndInTheSameState() {
        var comparison = new Comparison(stores.sqlite(), stores.postgres());
        runs().forEach((seed, steps) -> {
            System.out.printf("event=model.run seed=%d steps=%d%n", seed, steps);
            comparison.run(seed, steps);
        });
        assertThat(comparison.methodsNotCalled())
                .as("what a store is called, how fast it is and that it is closed is not compared, and copies of rows"
                        + " have a contract of their own; all else is")
                .filteredOn(method -> !method.startsWith("Row"))
                .containsExactlyInAnyOrder(
                        "Store.name", "Store.isShared", "Store.latencies", "Store.rows", "Store.close");
    }
}
