package ai.pmoves.dox.domain.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TagHeuristicsTest {
    @Test
    void namesAreCapitalisedWordsWithUpToTwoMore() {
        assertThat(TagHeuristics.names("the Port of New York City Council and LoanService, Ünïcode Ada\nB2 x"))
                .extracting(Extraction::tag)
                .containsExactly("Port", "New York City", "Council", "Ada\nB2");
    }

    @Test
    void onlyTheFirstFiveDifferentNamesCount() {
        assertThat(TagHeuristics.names("Ada, Bob, Ada, Cid, Dora, Eve, Fay"))
                .extracting(Extraction::tag)
                .containsExactly("Ada", "Bob", "Cid", "Dora", "Eve");
    }

    @Test
    void keywordsMayStandWithinWords() {
        assertThat(TagHeuristics.keywords("ERRORS in the catalogue of Invoices"))
                .extracting(Extraction::tag)
                .containsExactly("invoice", "log", "error");
        assertThat(TagHeuristics.keywords("")).isEmpty();
    }
}
