package ai.pmoves.dox.domain.chr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @Test
    void blankLinesPartParagraphs() {
        assertThat(TextUnit.paragraphs("\n\none\ntwo\n \t\r\n three \r\n\r\n\n\nfour"))
                .extracting(TextUnit::text)
                .containsExactly("one\ntwo", "three", "four");
        assertThat(TextUnit.paragraphs(" \n \n ")).isEmpty();
    }

    @Test
    void sentencesKeepTheirPage() {
        var unit = new TextUnit("It rains. Does it? Yes!  v1.2 is out\nnext line", 3);
        assertThat(unit.sentences())
                .containsExactly(
                        new TextUnit("It rains.", 3),
                        new TextUnit("Does it?", 3),
                        new TextUnit("Yes!", 3),
                        new TextUnit("v1.2 is out", 3),
                        new TextUnit("next line", 3));
        assertThat(Stream.of(new TextUnit("one", null)).flatMap(TextUnit::sentences))
                .containsExactly(new TextUnit("one", null));
    }

    /** Expected values computed with another implementation of the published algorithm. */
    @ParameterizedTest
    @CsvSource({"'',0", "test,3127628307", "'Hello, world!',3224780355"})
    void wordsAreHashedAsElsewhere(String text, long hash) {
        assertThat(Integer.toUnsignedLong(Murmur3.hash(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(hash);
    }

    @Test
    void wordsCountInAnyCaseAndThoseOfOneCharacterDoNot() {
        var vector = WordVector.of("Pump a PUMP failed");
        assertThat(length(vector)).isCloseTo(1, within(1e-12));
        assertThat(likeness(vector, WordVector.of("pump pump failed b"))).isCloseTo(1, within(1e-12));
        assertThat(likeness(vector, WordVector.of("pump"))).isCloseTo(2 / Math.sqrt(5), within(1e-12));
        assertThat(length(WordVector.of("a ! -"))).isZero();
        assertThat(length(WordVector.of("größe 漢字"))).isCloseTo(1, within(1e-12));
    }

    private static double likeness(WordVector one, WordVector other) {
        var sum = new double[one.dimension()];
        other.addTo(sum, 1);
        return one.dot(sum);
    }

    private static double length(WordVector vector) {
        return Math.sqrt(likeness(vector, vector));
    }
}
