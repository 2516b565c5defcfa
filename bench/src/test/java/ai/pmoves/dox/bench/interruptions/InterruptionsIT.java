package ai.pmoves.dox.bench.interruptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sixth of what {@code bench/run interruptions} does. Every run does the same, as far as a seed can decide it, unless
 * {@code -Ddox.test.seed=7} names one, or {@code 7-20} several.
 */
class InterruptionsIT {
    private static final String ALL = "1-100";
    private static final String SEEDS = System.getProperty("dox.test.seed", ALL);
    private static final int FEWEST = 100;

    @TempDir
    Path folder;

    @Test
    void aCopyThatIsInterruptedEndsAsIfNothingHadHappened() throws Exception {
        var summary = Interruptions.ofCopies(Seeds.of(SEEDS), folder);
        System.out.printf("event=interruptions.run seeds=%s %s%n", SEEDS, summary);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.interruptions()).isGreaterThanOrEqualTo(SEEDS.equals(ALL) ? FEWEST : 0);
    }
}
