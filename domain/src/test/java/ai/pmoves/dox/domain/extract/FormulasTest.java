package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormulasTest {

    @Test
    void anOperandARelationAndARightSideAreAFormula() {
        assertThat(Formulas.of("We use ROAS = revenue / spend, and E = mc^2. Also x ≤ 10."))
                .containsExactly("ROAS = revenue / spend", "E = mc^2", "x ≤ 10");
    }

    @Test
    void theSameFormulaCountsOnce() {
        assertThat(Formulas.of("a = b and a = b")).containsExactly("a = b");
    }

    @Test
    void addressesAndPlainTextAreNone() {
        assertThat(Formulas.of("see https://example.org/?a=b&c=d and == or nothing"))
                .isEmpty();
    }
}
