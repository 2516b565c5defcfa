package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class TextMetricsTest {

    @Test
    void eachKeywordIsReadWithItsNumber() {
        assertThat(TextMetrics.of("ROAS: 3.5, CPA $18.25; ctr 4.2% Revenue: $15,900 spend: 4,601.50 Conversions 252 "
                        + "Clicks: 17700 impressions  413000"))
                .containsExactly(
                        entry("roas", 3.5),
                        entry("cpa", 18.25),
                        entry("ctr", 4.2),
                        entry("revenue", 15900.0),
                        entry("spend", 4601.5),
                        entry("conversions", 252.0),
                        entry("clicks", 17700.0),
                        entry("impressions", 413000.0));
    }

    @Test
    void aSuffixIsMultipliedIn() {
        assertThat(TextMetrics.of("Revenue: $1.2M")).containsExactly(entry("revenue", 1.2e6));
        assertThat(TextMetrics.of("spend 3 thousand")).containsExactly(entry("spend", 3000.0));
    }

    @Test
    void theFirstMentionCounts() {
        assertThat(TextMetrics.of("revenue 1 revenue 2")).containsExactly(entry("revenue", 1.0));
    }

    @Test
    void aKeywordWithoutANumberRightAfterItIsNoMetric() {
        assertThat(TextMetrics.of("Revenue grew to 12 and clicks=5")).isEmpty();
    }
}
