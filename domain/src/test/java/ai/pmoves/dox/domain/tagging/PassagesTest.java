package ai.pmoves.dox.domain.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PassagesTest {
    private static List<String> cut(String text, int maxChars) {
        return Passages.cut(text, maxChars).stream()
                .map(passage -> text.substring(passage.start(), passage.end()))
                .toList();
    }

    @Test
    void passagesEndWithSentences() {
        assertThat(cut("Ada met Bob. They talked. Then they left.", 28))
                .containsExactly("Ada met Bob. They talked. ", "Then they left.");
        assertThat(cut("Ada met Bob.", 12)).containsExactly("Ada met Bob.");
        assertThat(cut("", 12)).isEmpty();
    }

    @Test
    void aLongSentenceIsCutBetweenWordsAndALongWordBetweenCharacters() {
        assertThat(cut("one two three", 8)).containsExactly("one two ", "three");
        assertThat(cut("abcdef", 4)).containsExactly("abcd", "ef");
        assertThat(cut("abc😀def", 4)).containsExactly("abc", "😀de", "f");
    }
}
