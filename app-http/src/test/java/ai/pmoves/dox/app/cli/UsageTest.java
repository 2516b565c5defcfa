package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int run(Map<String, String> environment, String... args) {
        var result = CommandResult.of(folder, environment, args);
        out += result.out();
        err += result.err();
        return result.exitCode();
    }

    private String out() {
        return out;
    }

    private String err() {
        return err;
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "ingest", "search", "rebuild", "doctor"})
    void everyCommandExplainsItselfWithExamples(String command) {
        assertThat(run(Map.of(), command, "--help")).isZero();
        assertThat(out()).contains("Usage: dox " + command, "Examples:", "--home=DIR", "--json");
        assertThat(err()).isEmpty();
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out()).contains("serve", "ingest", "search", "rebuild", "doctor", "Exit codes:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                   | there is no command                                             | dox
            frobnicate           | Unmatched argument at index 0: 'frobnicate'                     | dox
            ingest               | Missing required parameter: 'PATH'                              | dox ingest
            search               | Missing required parameter: 'QUERY'                             | dox search
            search -k x y        | Invalid value for option '-k': 'x' is not an int            | dox search
            search -k 0 y        | -k is 0; it has to be 1 to 200                                  | dox search
            search --mode deep y | Invalid value for option '--mode': expected one of [TEXT, VECTOR, HYBRID] (case-insensitive) but was 'deep' | dox search
            doctor --loud        | Unknown option: '--loud'                                        | dox doctor
            """)
    void wrongUsageIsOneLineAndAHint(String line, String message, String command) {
        int exitCode = run(Map.of(), line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err())
                .isEqualToNormalizingNewlines("error: %s [usage]%nTry '%s --help'.%n".formatted(message, command));
        assertThat(out()).isEmpty();
    }

    @Test
    void wrongConfigurationIsWrongUsage() {
        assertThat(run(Map.of("PORT", "eighty"), "serve")).isEqualTo(2);
        assertThat(err())
                .isEqualToNormalizingNewlines("error: PORT is 'eighty'; it has to be 0 to 65535. [config.invalid]\n");
    }

    @Test
    void anArgumentWinsOverTheEnvironment() {
        assertThat(run(Map.of("PORT", "1"), "serve", "--port", "eighty")).isEqualTo(2);
        assertThat(err()).startsWith("error: PORT is 'eighty'");
    }

    @Test
    void aHomeThatCannotBeUsedIsUnavailable() throws Exception {
        var file = Files.createFile(folder.resolve("file"));

        assertThat(run(Map.of(), "--home", file.toString(), "search", "x")).isEqualTo(4);
        assertThat(err())
                .startsWith("error: Cannot use the folder")
                .contains("[store.unavailable]")
                .hasLineCount(1);
    }

    @Test
    void theStackTraceIsShownOnRequest() throws Exception {
        var file = Files.createFile(folder.resolve("file"));

        run(Map.of("DOX_DEBUG", "1"), "--home", file.toString(), "rebuild");

        assertThat(err()).contains("at ai.pmoves.dox.blobs.");
    }
}
