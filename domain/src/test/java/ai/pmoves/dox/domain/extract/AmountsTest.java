package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $1,250.50 | 1250.5
            (300)     | -300
            -4        | -4
            12%       | 12
            ( $ 7.5 ) | -7.5
            """)
    void cellsAreReadAsReportsWriteThem(String cell, double value) {
        assertThat(Amounts.ofCell(cell)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n/a", "Q3", "1-2", "2025-01-02", "-"})
    void otherTextIsNoAmount(String cell) {
        assertThat(Amounts.ofCell(cell)).isEmpty();
    }
}
