package ai.pmoves.dox.domain.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {
    private final SourceText source = new SourceText.Builder()
            .add("😀 Harbour Supplies", 1, 0)
            .add("", 1, 1)
            .add("Portland has a port.\nThe Port of\n Portland", 2, 2)
            .build();

    private Optional<TextSpan> find(String words) {
        return source.find(words, 0, source.text().length());
    }

    @Test
    void sectionsAreJoinedByNewlines() {
        assertThat(source.text()).isEqualTo("😀 Harbour Supplies\n\nPortland has a port.\nThe Port of\n Portland");
    }

    @Test
    void offsetsCountCodePoints() {
        assertThat(find("Harbour")).contains(new TextSpan(2, 9, "Harbour", 1, 0));
        assertThat(find("Portland has")).contains(new TextSpan(20, 32, "Portland has", 2, 2));
    }

    @Test
    void aWholeWordIsBetterThanAnEarlierPartOfOne() {
        assertThat(find("Port")).contains(new TextSpan(45, 49, "Port", 2, 2));
        assertThat(find("lies")).contains(new TextSpan(14, 18, "lies", 1, 0));
    }

    @ParameterizedTest
    @CsvSource({"port OF portland, 45", "harbour  supplies, 2", "'  The Port ', 41"})
    void caseAndWhiteSpaceMayDiffer(String words, int start) {
        assertThat(find(words))
                .hasValueSatisfying(place -> assertThat(place.start()).isEqualTo(start));
    }

    @ParameterizedTest
    @CsvSource({"Lighthouse", "' '", "Port.*", "'[('"})
    void whatDoesNotStandThereIsNotFound(String words) {
        assertThat(find(words)).isEmpty();
    }

    @Test
    void onlyTheGivenPartIsSearched() {
        assertThat(source.find("Portland", 25, source.text().length()))
                .hasValueSatisfying(place -> assertThat(place.start()).isEqualTo(54));
        assertThat(source.find("Portland", 0, 21)).isEmpty();
    }
}
