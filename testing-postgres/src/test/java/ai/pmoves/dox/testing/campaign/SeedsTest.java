package ai.pmoves.dox.testing.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

    @Test
    void thoseOfTheTierAreTakenUnlessSomeAreNamed() {
        var seeds = Seeds.named("", "3,7-9");
        assertThat(seeds.stream()).containsExactly(3L, 7L, 8L, 9L);
        assertThat(seeds.areNamed()).isFalse();

        var named = Seeds.named("16", "3,7-9");
        assertThat(named.stream()).containsExactly(16L);
        assertThat(named.areNamed()).isTrue();
    }

    @Test
    void aRandomOneIsTheSameEachTimeItIsAskedFor() {
        var random = Seeds.named("random", "1");
        assertThat(random.stream()).hasSize(1);
        assertThat(random).asString().isEqualTo(Long.toString(random.stream().sum()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seven", "1-", "1,,2", "-3", "1-2-3"})
    void whatIsNoListOfSeedsIsNamed(String text) {
        assertThatThrownBy(() -> Seeds.named(text, "1").stream().sum())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Ddox.test.seed=%s is no list of seeds: say 7, 7-20, 3,7-20 or random", text);
    }

    @Test
    void aTierIsKnownByItsName() {
        assertThat(Tier.of("default")).isEqualTo(Tier.DEFAULT);
        assertThat(Tier.of("all")).isEqualTo(Tier.ALL);
        assertThatThrownBy(() -> Tier.of("some"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Ddox.test.tier=some is no tier of tests: say default or all");
    }
}
