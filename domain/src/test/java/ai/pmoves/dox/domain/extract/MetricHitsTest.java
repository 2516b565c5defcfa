package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricHitsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Total revenue was $4.2M in the quarter.            | revenue | $4.2M
            Revenue: 5,200                                     | revenue | 5,200
            We booked $12.5 million in net sales.              | revenue | $12.5 million
            Memberships grew by 12.5% over last year.          | growth  | 12.5%
            This is 8% year over year growth.                  | growth  | 8%
            The gross margin improved to 61 %.                 | margin  | 61 %
            Net income reached $620K.                          | profit  | $620K
            EBITDA came to €1.1B                               | profit  | €1.1B
            """)
    void eachFamilyIsFound(String text, String type, String value) {
        assertThat(MetricHits.of(text))
                .extracting(MetricHits.Hit::type, MetricHits.Hit::value)
                .containsExactly(tuple(type, value));
    }

    @Test
    void anAmountMayComeAfterARate() {
        assertThat(MetricHits.of("Revenue grew 12% to $4.2M"))
                .extracting(MetricHits.Hit::type, MetricHits.Hit::value, MetricHits.Hit::position)
                .containsExactly(tuple("revenue", "$4.2M", 0), tuple("growth", "12%", 8));
    }

    @Test
    void anAmountBelongsToTheNameNextToIt() {
        assertThat(MetricHits.of("Expenses rose more slowly than sales, so that net income reached $620K."))
                .extracting(MetricHits.Hit::type, MetricHits.Hit::value)
                .containsExactly(tuple("profit", "$620K"));
    }

    @Test
    void aYearIsNoAmount() {
        assertThat(MetricHits.of("Revenue in 2025 was good. Profit for 2024.")).isEmpty();
    }

    @Test
    void theContextIsFiftyCharactersOnEitherSide() {
        var hit = MetricHits.of("x".repeat(80) + " revenue: $5M " + "y".repeat(80))
                .getFirst();

        assertThat(hit.context()).isEqualTo("x".repeat(49) + " revenue: $5M " + "y".repeat(49));
    }
}
