package ai.pmoves.dox.testing.stores.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.campaign.Seeds;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two devices write to the same rows of one shared store, go offline and come back, at random. When both are back, all
 * three have the same, and each version of a row that anybody has made counts, was known to whoever made a later one, or
 * is kept as a conflict.
 *
 * <p>Every run of a tier takes the same {@link Seeds}; {@code -Ddox.test.steps=2000} makes it longer.
 */
@SeparateServer
class ConvergenceIT {
    private static final int STEPS = Integer.getInteger("dox.test.steps", 300);

    @AutoClose
    private final Devices devices;

    ConvergenceIT(@TempDir Path folder) {
        devices = new Devices(folder);
    }

    static LongStream seeds() {
        return Seeds.of("1-2", "1-12").stream();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void devicesThatComeAndGoEndInOneStateAndNothingIsLost(long seed) {
        System.out.printf("event=convergence.run seed=%d steps=%d%n", seed, STEPS);
        var random = new Random(seed);
        var hub = devices.hub();
        var both = List.of(
                new RandomDevice(devices.following(), hub, random), new RandomDevice(devices.following(), hub, random));
        var writes = new RandomWrites(random);
        var made = new MadeVersions(writes.keys());

        for (int i = 0; i < STEPS; i++) {
            both.get(random.nextInt(both.size())).step(writes, made);
        }
        Eventually.await("both have all").until(() -> {
            both.forEach(RandomDevice::settle);
            return both.stream().allMatch(RandomDevice::isUpToDate);
        });

        for (var device : both) {
            devices.assertSame(device.edge());
            assertThat(device.edge().sync().deadLetters(10)).isEmpty();
        }
        assertThat(made.lost(hub)).isEmpty();
        assertThat(made.count()).isGreaterThan(STEPS / 4);
        assertThat(hub.sync().conflictCount()).isPositive();
    }
}
