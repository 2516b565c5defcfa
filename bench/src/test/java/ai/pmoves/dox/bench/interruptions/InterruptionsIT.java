package ai.pmoves.dox.bench.interruptions;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.campaign.Seeds;
import ai.pmoves.dox.testing.campaign.Tier;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A share of what {@code bench/run interruptions} does. Every run of a tier does the same, as far as a seed can decide
 * it, unless {@link Seeds} are named.
 */
@Tag("alone")
class InterruptionsIT {
    /** Each way at least once, each moment with each kind of file, behind a pooler and not, and two that have failed. */
    private static final Seeds SEEDS = Seeds.of("2,3,14,20,22,24,53,57,61,62,66,75,86,209,510", "1-100,209,510");

    private static final int FEWEST = Tier.choose(12, 100);

    @TempDir
    Path folder;

    @Test
    void aCopyThatIsInterruptedEndsAsIfNothingHadHappened() throws Exception {
        var summary = Interruptions.ofCopies(SEEDS.stream(), folder);
        System.out.printf("event=interruptions.run seeds=%s %s%n", SEEDS, summary);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.interruptions()).isGreaterThanOrEqualTo(SEEDS.areNamed() ? 0 : FEWEST);
    }
}
