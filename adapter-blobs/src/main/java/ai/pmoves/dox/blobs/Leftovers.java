package ai.pmoves.dox.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes temporary files whose writers are gone: nothing was written to them for an hour. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration DEAD_AFTER = Duration.ofHours(1);

    private Leftovers() {}

    /** What cannot be removed stays and is logged: it takes space and does no harm. */
    static void sweep(Path incoming) {
        try (var files = Files.list(incoming)) {
            var dead = now(incoming).minus(DEAD_AFTER);
            for (var file : files.toList()) {
                if (modified(file).isBefore(dead)) {
                    Files.deleteIfExists(file);
                    LOG.info("event=blob.leftover-removed file=\"{}\"", file);
                }
            }
        } catch (IOException e) {
            LOG.warn("event=blob.leftovers-kept folder=\"{}\" reason=\"{}\"", incoming, Failures.reason(e));
        }
    }

    /** The time by the clock of the file system, which may be another machine's. */
    private static Instant now(Path incoming) throws IOException {
        var probe = Files.createFile(incoming.resolve(UUID.randomUUID().toString()));
        try {
            return modified(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }
}
