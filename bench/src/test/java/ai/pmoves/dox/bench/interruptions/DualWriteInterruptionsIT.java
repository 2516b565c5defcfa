package ai.pmoves.dox.bench.interruptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fifth of what {@code bench/run pair-interruptions} does. Every run does the same, as far as a seed can decide it,
 * unless {@code -Ddox.test.seed=7} names one, or {@code 7-20} several.
 */
class DualWriteInterruptionsIT {
    private static final String ALL = "1-10";
    private static final String SEEDS = System.getProperty("dox.test.seed", ALL);
    private static final int FEWEST = 40;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenToAPairThatIsInterruptedIsInBothStoresOnce() throws Exception {
        var summary = Interruptions.ofPairs(Seeds.of(SEEDS), folder);
        System.out.printf("event=pair-interruptions.run seeds=%s %s%n", SEEDS, summary);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.interruptions()).isGreaterThanOrEqualTo(SEEDS.equals(ALL) ? FEWEST : 0);
    }
}
