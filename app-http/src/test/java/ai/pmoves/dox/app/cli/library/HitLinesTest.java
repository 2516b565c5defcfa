package ai.pmoves.dox.app.cli.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HitLinesTest {
    @Test
    void newLinesAreSlashesAndOtherBlanksOne() {
        assertThat(HitLines.snippet(" 7 Outlook\n\n We  expect\tmore.\r\n"))
                .containsExactly("7 Outlook / We expect more.");
    }

    @Test
    void longTextIsTwoLinesBrokenBetweenWords() {
        var lines = HitLines.snippet("word ".repeat(100));

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("word word").endsWith(" word").hasSizeLessThanOrEqualTo(96);
        assertThat(lines.getLast()).startsWith("word").endsWith("word ...");
    }
}
