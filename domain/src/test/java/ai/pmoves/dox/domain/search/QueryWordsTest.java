package ai.pmoves.dox.domain.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryWordsTest {
    @Test
    void functionWordsAreLeftOutUnlessThereAreNoOthers() {
        assertThat(QueryWords.parse("the cost of it").words()).containsExactly("cost");
        assertThat(QueryWords.parse("To be or not").words()).containsExactly("to", "be", "or", "not");
    }

    @Test
    void aRepeatedWordStaysRepeated() {
        assertThat(QueryWords.parse("tax and Tax").words()).containsExactly("tax", "tax");
    }

    @Test
    void wordsOfEveryScriptCount() {
        assertThat(QueryWords.parse("Überweisung 日本 हिन्दी").words()).containsExactly("überweisung", "日本", "हिन्दी");
    }

    @Test
    void textWithoutAWordHasNone() {
        assertThat(QueryWords.parse(" -- \"\" ?! ").words()).isEmpty();
    }

    @Test
    void theFirstWordsOfAVeryLongTextCount() {
        var text = IntStream.range(0, 5_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" the "));
        assertThat(QueryWords.parse(text).words())
                .hasSize(QueryWords.MAX_WORDS)
                .startsWith("w0", "w1")
                .endsWith("w" + (QueryWords.MAX_WORDS - 1));
    }
}
