package ai.pmoves.dox.domain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessMetricTest {
    @ParameterizedTest
    @CsvSource({
        "What is our total SPEND?, SPEND",
        "how much income, REVENUE",
        "sales of the week, REVENUE",
        "how many a lead, CONVERSIONS",
        "the cost per lead, SPEND",
        "click-through rate, CLICKS",
        "clickthroughrate?, CTR",
        "the ctr, CTR",
        "cost-per action, SPEND",
        "view, IMPRESSIONS",
        "our return on ads, ROAS",
        "cpa and spend, SPEND"
    })
    void theFirstMetricWhoseWordStandsInTheQuestionIsMeant(String question, BusinessMetric metric) {
        assertThat(BusinessMetric.askedIn(question)).contains(metric);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "clicks", "conversions", "impressions", "views", "spending", "éspend", "who are you?"})
    void otherWordsMeanNone(String question) {
        assertThat(BusinessMetric.askedIn(question)).isEqualTo(Optional.empty());
    }

    @Test
    void figuresAreRoundedHalfToEvenOfWhatTheyReallyAre() {
        assertThat(new MetricFigures(16350.5, 3).describe(BusinessMetric.REVENUE))
                .isEqualTo("**REVENUE** across 3 source(s):\n- Total: 16,350.50\n- Average: 5,450.17\n");
        assertThat(new MetricFigures(0.125, 1).describe(BusinessMetric.CTR)).contains("Total: 0.12\n");
        assertThat(new MetricFigures(2.675, 1).describe(BusinessMetric.CPA))
                .contains("Total: 2.67\n"); // it is a little less than it looks
        assertThat(new MetricFigures(-1234567.891, 1).describe(BusinessMetric.SPEND))
                .contains("Total: -1,234,567.89\n");
    }
}
