package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextQueryTest {
    @Test
    void wordsAreQuotedAndAnyOfThemIsEnough() {
        assertThat(TextQuery.match("Payment gateway!")).contains("\"payment\" OR \"gateway\"");
    }

    @Test
    void aRepeatedWordWeighsMore() {
        assertThat(TextQuery.match("tax and Tax")).contains("\"tax\" OR \"tax\"");
    }

    @Test
    void commonWordsAreLeftOutUnlessThereAreNoOthers() {
        assertThat(TextQuery.match("the cost of it")).contains("\"cost\"");
        assertThat(TextQuery.match("to be or not to be"))
                .contains("\"to\" OR \"be\" OR \"or\" OR \"not\" OR \"to\" OR \"be\"");
    }

    @Test
    void signsOfTheQueryLanguageAreNotPassedOn() {
        assertThat(TextQuery.match("a\"b* AND (c:d)^2 -e NEAR/3")).hasValueSatisfying(query -> assertThat(query)
                .doesNotContain("*", "(", ":", "^")
                .contains("\"b\" OR \"c\" OR \"d\" OR \"2\" OR \"e\" OR \"near\" OR \"3\""));
    }

    @Test
    void textWithoutAWordIsNoQuery() {
        assertThat(TextQuery.match(" -- \"\" ?! ")).isEmpty();
    }

    @Test
    void wordsOfEveryScriptCount() {
        assertThat(TextQuery.match("Überweisung 日本 café")).contains("\"überweisung\" OR \"日本\" OR \"café\"");
    }

    @Test
    void aVeryLongTextIsBounded() {
        var text = IntStream.range(0, 5_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(TextQuery.match(text).orElseThrow().split(" OR ")).hasSize(TextQuery.MAX_WORDS);
    }
}
