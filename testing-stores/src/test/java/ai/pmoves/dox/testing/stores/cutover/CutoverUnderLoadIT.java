package ai.pmoves.dox.testing.stores.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.postgres.PgBouncer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.stores.load.BusyPair;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stores change places again and again while servers write, some of them through a pooler; some of the processes
 * that do it are killed. {@code bench/run cutovers} does it a hundred times.
 */
class CutoverUnderLoadIT {
    private static final int DIRECTLY = 8;
    private static final int THROUGH_A_POOLER = 6;
    private static final int KILLED = 6;

    @TempDir
    private Path folder;

    @RegisterExtension
    private final OwnDatabase database = new OwnDatabase();

    @Test
    void nothingThatWasAcknowledgedIsLostOrThereTwice() throws Exception {
        long seed = Long.getLong("dox.test.seed", System.nanoTime());
        System.out.println("CutoverUnderLoadIT: seed " + seed);
        try (var pooler = PgBouncer.before(PostgresServer.shared());
                var pair = BusyPair.start(folder.resolve("dox.db"), database.url(), pooler.url(database.url()), seed)) {
            pair.changePlaces(DIRECTLY, pooler.url(database.url()), THROUGH_A_POOLER, KILLED);
            var wrong = pair.end();
            System.out.println("CutoverUnderLoadIT: " + pair.summary());
            assertThat(wrong).isEmpty();
        }
    }
}
