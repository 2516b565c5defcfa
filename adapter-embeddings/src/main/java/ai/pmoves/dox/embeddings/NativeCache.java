package ai.pmoves.dox.embeddings;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** Where native libraries are unpacked to if their usual directory cannot be written. */
final class NativeCache {
    private NativeCache() {}

    /**
     * Returns a new directory that only this user can read and that is removed when the process ends, or empty if
     * {@code preferred} can be used.
     */
    static Optional<Path> insteadOf(Path preferred) {
        if (isUsable(preferred)) {
            return Optional.empty();
        }
        try {
            var directory = Files.createTempDirectory("dox-native-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
            return Optional.of(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for native libraries", e);
        }
    }

    private static boolean isUsable(Path directory) {
        if (!directory.isAbsolute()) { // the home of a user whom the system does not know
            return false;
        }
        try {
            return Files.isWritable(Files.createDirectories(directory));
        } catch (IOException e) {
            return false;
        }
    }

    private static void remove(Path directory) {
        try (var paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // the process ends, so there is no caller to tell; the system clears its temporary files
        }
    }
}
