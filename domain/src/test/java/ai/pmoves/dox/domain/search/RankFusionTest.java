package ai.pmoves.dox.domain.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.pmoves.dox.domain.search.RankFusion.Fused;
import ai.pmoves.dox.domain.search.RankFusion.Ranking;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankFusionTest {
    @Test
    void firstInAllIsOne() {
        var fused = RankFusion.fuse(List.of(new Ranking<>(List.of("a"), 1), new Ranking<>(List.of("a"), 1)), 5);
        assertThat(fused).containsExactly(new Fused<>("a", 1.0));
    }

    @Test
    void whatTwoRankingsHoldBeatsWhatOneHolds() {
        var fused = RankFusion.fuse(
                List.of(new Ranking<>(List.of("x", "both"), 1), new Ranking<>(List.of("y", "both"), 1)), 5);
        assertThat(fused).extracting(Fused::item).containsExactly("both", "x", "y");
        assertThat(fused.get(1).score()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void weightsCount() {
        var fused = RankFusion.fuse(List.of(new Ranking<>(List.of("x"), 1), new Ranking<>(List.of("y"), 3)), 1);
        assertThat(fused).containsExactly(new Fused<>("y", 0.75));
    }

    @Test
    void nothingGivesNothing() {
        assertThat(RankFusion.fuse(List.of(new Ranking<String>(List.of(), 1)), 5))
                .isEmpty();
    }
}
