package ai.pmoves.dox.app.cli.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
    }

    @Test
    void whatATerminalWouldObeyIsTakenOutOfLines() {
        var console = console(false);

        console.print("\u001b[2Ja\tb\r\nc\u202Ed\u2028e\u0000");
        console.note("x\u001b]0;title\u0007y");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(" [2Ja\tb  c d e \n")
                .hasLineCount(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("x ]0;title y\n");
    }

    @Test
    void jsonIsPrintedAsItIsInUtf8() {
        console(true).json("{\"a\":\"\u00fc\u202E\"}");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"\u00fc\u202E\"}\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void aLineOnATerminalWipesTheProgressBar() {
        console(true).print("done");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[K");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("done\n");
    }

    @Test
    void stepsThatPrintLinesThemselvesHaveProgressOnATerminalOnly() {
        try (var progress = Progress.onTerminal(console(false), "ingesting", 10)) {
            progress.at(5);
            progress.at(10);
        }

        assertThat(err.size()).isZero();
    }
}
