package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinancialStatementTest {

    @Test
    void anIncomeStatementIsToldByItsWords() {
        var statement = FinancialStatement.of(
                        List.of("Item", "Q3"),
                        List.of(
                                List.of("Total revenue", "$4,200"),
                                List.of("Operating expenses", "(3,100)"),
                                List.of("Net income", "n/a", "1,100")))
                .orElseThrow();

        assertThat(statement.type()).isEqualTo("income_statement");
        assertThat(statement.confidence()).isEqualTo(1.0);
        assertThat(statement.summary())
                .containsExactly(
                        entry("revenue", 4200.0),
                        entry("expenses", -3100.0),
                        entry("net_income", 1100.0),
                        entry("gross_profit", null));
    }

    @Test
    void twoOfThreeWordsAreEnough() {
        var statement = FinancialStatement.of(
                        List.of("", "2025"),
                        List.of(Arrays.asList("Total assets", "10"), Arrays.asList("Total liabilities", null)))
                .orElseThrow();

        assertThat(statement.type()).isEqualTo("balance_sheet");
        assertThat(statement.confidence()).isEqualTo(2 / 3.0);
        assertThat(statement.summary())
                .containsEntry("total_assets", 10.0)
                .containsEntry("total_liabilities", null)
                .containsEntry("liabilities_plus_equity", null);
    }

    @Test
    void anyOtherTableIsNone() {
        assertThat(FinancialStatement.of(List.of("Region", "Revenue"), List.of(List.of("North", "5"))))
                .isEmpty();
    }
}
