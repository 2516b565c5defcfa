package ai.pmoves.dox.testing.stores.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.campaign.Tier;
import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.stores.load.BusyPair;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stores change places again and again while servers write, some of them through a pooler; some of the processes
 * that do it are killed. {@code bench/run cutovers} does it a hundred times.
 */
@Tag("alone")
class CutoverUnderLoadIT {
    private static final int DIRECTLY = Tier.choose(2, 8);
    private static final int THROUGH_A_POOLER = Tier.choose(2, 6);
    private static final int KILLED = Tier.choose(2, 6);

    @AutoClose
    private final EmptyStores empty;

    CutoverUnderLoadIT(@TempDir Path folder) {
        empty = new EmptyStores(folder);
    }

    @Test
    void nothingThatWasAcknowledgedIsLostOrThereTwice() throws Exception {
        long seed = Long.getLong("dox.test.seed", System.nanoTime());
        System.out.println("CutoverUnderLoadIT: seed " + seed);
        try (var pooler = PgBouncer.before(PostgresServer.shared());
                var pair = BusyPair.start(empty.file(), empty.database(), pooler.url(empty.database()), seed)) {
            pair.changePlaces(DIRECTLY, pooler.url(empty.database()), THROUGH_A_POOLER, KILLED);
            var wrong = pair.end();
            System.out.println("CutoverUnderLoadIT: " + pair.summary());
            assertThat(wrong).isEmpty();
        }
    }
}
