package ai.pmoves.dox.domain.chr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntropyTest {
    @Test
    void oneOfFiveApartIsTheEntropyOfAFifth() {
        assertThat(Entropy.of(new double[] {1, 1, 1, 1, 0.2}, 8)).isCloseTo(0.50040242353818, within(1e-12));
    }

    @Test
    void evenValuesHaveTheMost() {
        assertThat(Entropy.of(new double[] {0, 1, 2, 3}, 4)).isCloseTo(Math.log(4), within(1e-12));
        assertThat(Entropy.of(new double[] {0, 1, 2, 3}, 99)).isCloseTo(Math.log(4), within(1e-12));
        assertThat(Entropy.of(new double[] {0, 1, 2, 3}, 1)).isZero();
    }

    @Test
    void whatDiffersByRoundingIsTheSame() {
        assertThat(Entropy.of(new double[] {1, 1 - 1e-12, 1 + 1e-12}, 8)).isZero();
        assertThat(Entropy.of(new double[] {}, 8)).isZero();
    }

    @Test
    void itIsNeverMoreThanTheBinsAllow() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            int bins = 1 + random.nextInt(20);
            var values = random.doubles(1 + random.nextInt(50), -1, 1).toArray();
            assertThat(Entropy.of(values, bins)).isBetween(0.0, Math.log(Math.min(bins, values.length)) + 1e-12);
        }
    }

    @Test
    void theDropIsAShareOfTheFirstValue() {
        assertThat(Entropy.drop(2, 0.5)).isEqualTo(0.75);
        assertThat(Entropy.drop(1, 3)).isZero();
        assertThat(Entropy.drop(0, 0)).isZero();
        assertThat(Entropy.drop(0, 1)).isZero();
    }

    @Test
    void sharesSumUpToOneAndFollowTheValues() {
        var shares = SoftClustering.softmax(new double[] {0.1, 0.9, 0.5}, 12);
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
        assertThat(shares[1]).isGreaterThan(shares[2]);
        assertThat(shares[2]).isGreaterThan(shares[0]);
        assertThat(SoftClustering.softmax(new double[] {3, -3}, 0)).containsExactly(0.5, 0.5);
        assertThat(SoftClustering.softmax(new double[] {1, 0}, 1e300)).containsExactly(1, 0);
    }
}
