package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchDirectoryTest {
    @TempDir
    Path folder;

    private Path home;
    private Path usual;

    @BeforeEach
    void place() {
        home = folder.resolve("home");
        usual = folder.resolve("app/watch");
    }

    private Optional<Path> prepared(String... keysAndValues) {
        var environment = new HashMap<>(Map.of("DOX_HOME", home.toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            environment.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return WatchDirectory.prepare(DoxConfig.from(environment), usual);
    }

    @Test
    void withoutAnythingNothingIsWatchedAndNothingMade() {
        assertThat(prepared()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theUsualFolderIsWatchedIfItIsThere() throws IOException {
        Files.createDirectories(usual);
        assertThat(prepared()).contains(usual);
        assertThat(prepared("WATCH_ENABLED", "false")).isEmpty();
    }

    @Test
    void theUsualFolderIsNeverMade() {
        assertThat(prepared("WATCH_ENABLED", "true")).contains(home.resolve("uploads/watch"));
        assertThat(home.resolve("uploads/watch")).isDirectory();
        assertThat(usual).doesNotExist();
    }

    @Test
    void aFolderThatIsNamedIsMadeAndWatched() {
        var named = folder.resolve("in/coming");
        assertThat(prepared("WATCH_DIR", named.toString())).contains(named);
        assertThat(named).isDirectory();
        assertThat(prepared("WATCH_DIR", named.toString(), "WATCH_ENABLED", "no"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "file/below"})
    void oneThatCannotBeUsedHasAStandIn(String name) throws IOException {
        Files.writeString(folder.resolve("file"), "no folder");
        assertThat(prepared("WATCH_DIR", folder.resolve(name).toString())).contains(home.resolve("uploads/watch"));
    }

    @Test
    void ifThatCannotBeUsedEitherItIsSaid() throws IOException {
        Files.writeString(home, "no folder");
        var file = home.resolve("x").toString();
        assertThatThrownBy(() -> prepared("WATCH_DIR", file))
                .hasMessageContaining("WATCH_DIR is '%s'", file)
                .hasMessageContaining("WATCH_ENABLED=false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"home", ".", "home/uploads", "home/artifacts", "home/tmp", "home/../home"})
    void aFolderWithTheLibrarysOwnFilesIsRefused(String name) {
        assertThatThrownBy(() -> prepared("WATCH_DIR", folder.resolve(name).toString()))
                .hasMessageContaining("where the files of DOX_HOME");
    }

    @Test
    void aLinkToOneIsRefusedToo() throws IOException {
        Files.createDirectories(home);
        var link = Files.createSymbolicLink(folder.resolve("link"), home);
        assertThatThrownBy(() -> prepared("WATCH_DIR", link.toString()))
                .hasMessageContaining("where the files of DOX_HOME");
    }

    @ParameterizedTest
    @CsvSource({
        "WATCH_ENABLED, perhaps",
        "WATCH_DEBOUNCE_MS, soon",
        "WATCH_DEBOUNCE_MS, -1",
        "WATCH_DEBOUNCE_MS, 3600001",
        "WATCH_MIN_BYTES, 1.5",
        "WATCH_MIN_BYTES, -1",
        "WATCH_MIN_BYTES, 99999999999"
    })
    void valuesThatCannotBeReadAreTold(String key, String value) {
        assertThatThrownBy(() -> prepared(key, value)).hasMessageContaining("%s is '%s'", key, value);
    }
}
