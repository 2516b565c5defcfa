package ai.pmoves.dox.domain.chr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.pmoves.dox.domain.chr.Clusters.Member;
import ai.pmoves.dox.domain.search.Embedding;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private static final List<WordVector> UNITS = Stream.of(
                    "pump failed in hall seven",
                    "pump failed in hall nine",
                    "invoice paid by transfer",
                    "invoice paid late by transfer",
                    "pump repaired in hall seven")
            .map(WordVector::of)
            .toList();

    private static ChrSettings settings(int anchors, int rounds, long seed) {
        return new ChrSettings(anchors, rounds, 8, seed, 12);
    }

    @Test
    void everyUnitHasOnePlaceAndTheNearestComeFirst() {
        var found = Clusters.of(UNITS, settings(2, 30, 1));

        assertThat(found.members()).extracting(Member::index).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(found.members())
                .extracting(Member::radius)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .allSatisfy(radius -> assertThat(radius).isBetween(0.0, 1 + 1e-9));
        assertThat(found.globalEntropies()).hasSize(30);
        assertThat(found.anchorEntropies()).hasSize(30);
    }

    @Test
    void whatSpeaksOfTheSameThingsGathersAtOneAnchor() {
        var seeds = IntStream.range(0, 20).filter(seed -> {
            var anchors = anchors(Clusters.of(UNITS, settings(2, 30, seed)));
            return anchors[0] == anchors[1]
                    && anchors[1] == anchors[4]
                    && anchors[2] == anchors[3]
                    && anchors[0] != anchors[2];
        });
        assertThat(seeds.count()).as("of 20 random beginnings").isGreaterThanOrEqualTo(10);
    }

    private static int[] anchors(Clusters found) {
        var anchors = new int[UNITS.size()];
        found.members().forEach(member -> anchors[member.index()] = member.anchor());
        return anchors;
    }

    @Test
    void theSameSeedGivesTheSameResultAndAnotherOneMayNot() {
        var first = Clusters.of(UNITS, settings(3, 5, 42));

        assertThat(Clusters.of(UNITS, settings(3, 5, 42))).isEqualTo(first);
        assertThat(IntStream.range(0, 10).mapToObj(seed -> Clusters.of(UNITS, settings(3, 5, seed))))
                .anySatisfy(other -> assertThat(other).isNotEqualTo(first));
    }

    @Test
    void moreAnchorsThanUnitsAreRandomDirections() {
        var found = Clusters.of(UNITS.subList(0, 2), settings(6, 4, 42));

        assertThat(found.members()).hasSize(2);
        assertThat(found.members()).allSatisfy(member -> {
            assertThat(member.anchor()).isBetween(0, 5);
            assertThat(member.radius()).isCloseTo(1, within(0.05));
        });
    }

    @Test
    void equalUnitsHaveNoEntropy() {
        var same = List.of(WordVector.of("one text"), WordVector.of("one text"), WordVector.of("One, text!"));
        var found = Clusters.of(same, settings(2, 3, 42));

        assertThat(found.globalEntropies()).containsOnly(0.0);
        assertThat(found.anchorEntropies()).containsOnly(0.0);
        assertThat(found.mhep()).isZero();
        assertThat(found.members()).extracting(Member::index).containsExactly(0, 1, 2);
    }

    @Test
    void unitsThatSayNothingAreFarFromEverything() {
        var found = Clusters.of(List.of(WordVector.of("- !"), WordVector.of("?")), settings(2, 3, 42));
        assertThat(found.members()).containsExactly(new Member(0, 0, 0), new Member(1, 0, 0));
    }

    @Test
    void theOrderThatItBroughtIsAPercentage() {
        for (int seed = 0; seed < 200; seed++) {
            var found = Clusters.of(UNITS, new ChrSettings(3, 4, 1 + seed % 9, seed, seed % 40));
            assertThat(found.mhep()).isBetween(0.0, 100.0);
        }
        assertThat(new Clusters(List.of(), List.of(2.0, 1.0), List.of(1.0, 0.25)).mhep())
                .isEqualTo(50 * (0.5 + 0.75));
        assertThat(new Clusters(List.of(), List.of(0.0, 1.0), List.of(1.0, 2.0)).mhep())
                .isZero();
        assertThat(new Clusters(List.of(), List.of(2.0, 0.0), List.of(1.0, 0.0)).mhep())
                .isEqualTo(100);
    }

    @Test
    void vectorsOfAModelAndOfWordsAreTreatedAlike() {
        var dense = Stream.of(new float[] {1, 0}, new float[] {0.6f, 0.8f}, new float[] {0, 1})
                .map(Embedding::of)
                .map(DenseVector::of)
                .toList();
        var found = Clusters.of(dense, settings(1, 50, 42));
        assertThat(found.members().getFirst().index()).isEqualTo(1);
        assertThat(found.members()).extracting(Member::anchor).containsOnly(0);
    }

    @Test
    void thereHasToBeSomething() {
        assertThatThrownBy(() -> Clusters.of(List.<WordVector>of(), ChrSettings.DEFAULT))
                .hasMessage("no units");
        assertThatThrownBy(() -> new ChrSettings(0, 1, 1, 1, 1)).hasMessage("anchors is 0; it has to be at least 1");
        assertThatThrownBy(() -> new ChrSettings(1, 1, 1, 1, Double.NaN))
                .hasMessage("sharpness is NaN; it has to be 0 or more");
    }
}
