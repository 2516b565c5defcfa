package ai.pmoves.dox.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "日本語", "😀 pair", "tab\tand\nline", "\u0001\uFFFD"})
    void whatBothStoresKeepIsTaken(String text) {
        assertThat(Text.require(text, "name")).isSameAs(text);
        assertThat(Text.clean(text)).isSameAs(text);
    }

    @Test
    void whatNoStoreKeepsIsRefusedByNameAndPlace() {
        assertThatThrownBy(() -> Text.require("ab\0c", "message"))
                .hasMessage("message has the character U+0000 at 2, which cannot be stored");
        assertThatThrownBy(() -> Text.require("\uD83D alone", "title")).hasMessageContainingAll("title", "U+D83D");
        assertThatThrownBy(() -> Text.require("\uDE00", "title")).hasMessageContaining("U+DE00 at 0");
    }

    @Test
    void cleaningReplacesOnlyWhatCannotBeStored() {
        assertThat(Text.clean("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(Text.clean("\uD83D\uDE00 \uD83D \uDE00")).isEqualTo("\uD83D\uDE00 \uFFFD \uFFFD");
        assertThat(Text.clean("\uD83D\uD83D\uDE00")).isEqualTo("\uFFFD\uD83D\uDE00");
    }

    @Test
    void truncatingNeverCutsAPair() {
        assertThat(Text.truncate("a😀b", 2)).isEqualTo("a");
        assertThat(Text.truncate("a😀b", 3)).isEqualTo("a😀");
        assertThat(Text.truncate("abc", 9)).isEqualTo("abc");
    }

    @Test
    void blankIsRefusedWhereItHasToBeSomething() {
        assertThatThrownBy(() -> Text.requireNonBlank(" \n", "text")).hasMessage("text is blank");
    }
}
