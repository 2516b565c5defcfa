package ai.pmoves.dox.bench.interruptions;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.campaign.Seeds;
import ai.pmoves.dox.testing.campaign.Tier;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A share of what {@code bench/run pair-interruptions} does. Every run of a tier does the same, as far as a seed can
 * decide it, unless {@link Seeds} are named.
 */
@Tag("alone")
class DualWriteInterruptionsIT {
    /** The process, the server and the line, each at another moment and with another primary; one has failed once. */
    private static final Seeds SEEDS = Seeds.of("3,16,17", "1-20");

    private static final int FEWEST = Tier.choose(12, 80);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenToAPairThatIsInterruptedIsInBothStoresOnce() throws Exception {
        var summary = Interruptions.ofPairs(SEEDS.stream(), folder);
        System.out.printf("event=pair-interruptions.run seeds=%s %s%n", SEEDS, summary);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.interruptions()).isGreaterThanOrEqualTo(SEEDS.areNamed() ? 0 : FEWEST);
    }
}
