package ai.pmoves.dox.testing.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders that are there until the JVM ends. */
final class TestFolder {
    private static final Path HOME = makeHome();

    private TestFolder() {}

    private static Path makeHome() {
        try {
            var home = Files.createTempDirectory("dox-application");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path home) {
        try (var files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty folder. */
    static Path create() {
        try {
            return Files.createTempDirectory(HOME, "store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
