package ai.pmoves.dox.blobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files that were not used for an hour. A file that cannot be removed stays and is logged: it takes space and does
 * no harm.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration DEAD_AFTER = Duration.ofHours(1);

    private Leftovers() {}

    /** Removes temporary files whose writers are gone, in this folder and those in it. */
    static void sweep(Path incoming) {
        sweep(incoming, BasicFileAttributes::lastModifiedTime);
    }

    /** Removes unused copies, in this folder and its subfolders. */
    static void sweepCopies(Path folder) {
        sweep(folder, file -> latest(file.lastModifiedTime(), file.lastAccessTime()));
    }

    private static FileTime latest(FileTime a, FileTime b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static void sweep(Path folder, Function<BasicFileAttributes, FileTime> lastUse) {
        try (var files = Files.walk(folder)) {
            var dead = now(folder).minus(DEAD_AFTER);
            for (var file : files.filter(Files::isRegularFile).toList()) {
                removeIfDead(file, lastUse, dead);
            }
        } catch (IOException e) {
            logKept(folder, e);
        } catch (UncheckedIOException e) {
            logKept(folder, e.getCause());
        }
    }

    private static void removeIfDead(Path file, Function<BasicFileAttributes, FileTime> lastUse, Instant dead)
            throws IOException {
        try {
            var used = lastUse.apply(Files.readAttributes(file, BasicFileAttributes.class));
            if (used.toInstant().isBefore(dead) && Files.deleteIfExists(file)) {
                LOG.info("event=blob.leftover-removed file=\"{}\"", file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("event=blob.leftover-gone file=\"{}\"", file); // moved to its place, or swept by another process
        }
    }

    private static void logKept(Path folder, IOException e) {
        LOG.warn("event=blob.leftovers-kept folder=\"{}\" reason=\"{}\"", folder, Failures.reason(e));
    }

    /** The time by the clock of the file system, which may be another machine's. */
    static Instant now(Path folder) throws IOException {
        var probe = Files.createFile(folder.resolve(UUID.randomUUID().toString()));
        try {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
