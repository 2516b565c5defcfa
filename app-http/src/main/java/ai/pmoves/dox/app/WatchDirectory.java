package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which folder is watched. */
public final class WatchDirectory {
    /** Where containers have it; it is never made. */
    static final Path USUAL = Path.of(ConfigKey.WATCH_DIR.defaultText());

    private static final Logger LOG = LoggerFactory.getLogger(WatchDirectory.class);

    private WatchDirectory() {}

    /** The folder that the configuration names, be it watched or not. */
    public static Path named(DoxConfig.Watch watch) {
        return watch.directory().orElse(USUAL);
    }

    /**
     * Returns the folder to watch, made if it was not there, or empty if none is to be watched. If the one that is named
     * cannot be used, it is {@code uploads/watch} in the home.
     *
     * @throws DoxException {@code config.invalid} if that cannot be used either, or if the folder holds what the library
     *     writes itself
     */
    public static Optional<Path> prepare(DoxConfig config) {
        return prepare(config, USUAL);
    }

    static Optional<Path> prepare(DoxConfig config, Path usual) {
        var watch = config.watch();
        var isWanted = watch.enabled().orElseGet(() -> watch.directory().isPresent() || Files.isDirectory(usual));
        if (!isWanted) {
            return Optional.empty();
        }
        var named = watch.directory().orElse(usual);
        if (isUsable(named, watch.directory().isPresent())) {
            requireApart(named, config.home());
            return Optional.of(named);
        }
        var fallback = config.home().resolve("uploads").resolve("watch");
        LOG.warn("event=watch.folder-unusable folder=\"{}\" instead=\"{}\"", named, fallback);
        if (!isUsable(fallback, true)) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID,
                    "WATCH_DIR is '%s', which cannot be made or written, and neither can '%s'; name another folder, or set WATCH_ENABLED=false."
                            .formatted(named, fallback));
        }
        return Optional.of(fallback);
    }

    private static boolean isUsable(Path folder, boolean make) {
        try {
            if (make) {
                Files.createDirectories(folder);
            }
            return Files.isDirectory(folder) && Files.isReadable(folder) && Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** What the library writes would come in again, and again. */
    private static void requireApart(Path folder, Path home) {
        var watched = real(folder);
        var holdsOwn = Stream.of("", "uploads", "artifacts", "incoming", "tmp")
                .map(home::resolve)
                .map(WatchDirectory::real)
                .anyMatch(own -> own.startsWith(watched));
        if (holdsOwn) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID,
                    "WATCH_DIR is '%s', where the files of DOX_HOME ('%s') are themselves; name a folder of its own."
                            .formatted(folder, home));
        }
    }

    /** Without links, as far as it exists. */
    private static Path real(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            var parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }
}
