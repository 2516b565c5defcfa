package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @Test
    void theFileFillsInWhatTheEnvironmentLacks(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(".env"), "# a comment\nPORT=9000\nHOST=\"0.0.0.0\"\n");

        var environment = Environment.read(folder, Map.of("PORT", "9001"));

        assertThat(environment).containsExactlyInAnyOrderEntriesOf(Map.of("PORT", "9001", "HOST", "0.0.0.0"));
    }

    @Test
    void noFileIsFine(@TempDir Path folder) {
        assertThat(Environment.read(folder, Map.of("A", "b"))).isEqualTo(Map.of("A", "b"));
    }

    @Test
    void aMalformedFileIsRefused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(".env"), "PORT 9000\n");

        assertThatThrownBy(() -> Environment.read(folder, Map.of()))
                .isInstanceOf(DoxException.class)
                .hasMessageContaining("Each line has to be KEY=VALUE");
    }
}
