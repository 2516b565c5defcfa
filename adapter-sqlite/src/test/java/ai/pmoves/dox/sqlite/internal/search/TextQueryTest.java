package ai.pmoves.dox.sqlite.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.search.QueryWords;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextQueryTest {
    @Test
    void wordsAreQuotedAndAnyOfThemIsEnough() {
        assertThat(TextQuery.parse("Payment gateway!").any().text()).isEqualTo("\"payment\" OR \"gateway\"");
    }

    @Test
    void aRepeatedWordWeighsMore() {
        assertThat(TextQuery.parse("tax and Tax").any().text()).isEqualTo("\"tax\" OR \"tax\"");
    }

    @Test
    void commonWordsAreLeftOutUnlessThereAreNoOthers() {
        assertThat(TextQuery.parse("the cost of it").any().text()).contains("\"cost\"");
        assertThat(TextQuery.parse("to be or not to be").any().text())
                .isEqualTo("\"to\" OR \"be\" OR \"or\" OR \"not\" OR \"to\" OR \"be\"");
    }

    @Test
    void whereSomeWordsAreRequiredEachIsSaidEquallyOften() {
        var query = TextQuery.parse("gateway tax invoice tax");
        assertThat(query.anyOf(Set.of("gateway", "tax")))
                .isEqualTo(new TextQuery.Match(
                        "(\"gateway\" OR \"tax\" OR \"tax\")"
                                + " AND (\"gateway\" OR \"tax\" OR \"invoice\" OR \"tax\" OR \"invoice\")",
                        2));
        assertThat(query.anyOf(Set.of("gateway", "tax", "invoice"))).isEqualTo(query.any());
    }

    @Test
    void signsOfTheQueryLanguageAreNotPassedOn() {
        assertThat(TextQuery.parse("a\"b* AND (c:d)^2 -e NEAR/3").any().text())
                .doesNotContain("*", "(", ":", "^")
                .contains("\"b\" OR \"c\" OR \"d\" OR \"2\" OR \"e\" OR \"near\" OR \"3\"");
    }

    @Test
    void textWithoutAWordIsNoQuery() {
        assertThat(TextQuery.parse(" -- \"\" ?! ").isEmpty()).isTrue();
    }

    @Test
    void wordsOfEveryScriptCount() {
        assertThat(TextQuery.parse("Überweisung 日本 café").any().text())
                .isEqualTo("\"überweisung\" OR \"日本\" OR \"café\"");
    }

    @Test
    void aVeryLongTextIsBounded() {
        var text = IntStream.range(0, 5_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(TextQuery.parse(text).any().text().split(" OR ")).hasSize(QueryWords.MAX_WORDS);
    }
}
