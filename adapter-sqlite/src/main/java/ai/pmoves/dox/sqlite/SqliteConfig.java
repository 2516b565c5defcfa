package ai.pmoves.dox.sqlite;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Location and settings of the embedded store.
 *
 * @param file created with its folder if it does not exist
 * @param readers how many connections read at once, 1 to 64
 * @param busyTimeout how long a write waits for another write, in this process or another, before it fails
 */
public record SqliteConfig(Path file, int readers, Duration busyTimeout) {
    public SqliteConfig {
        requireNonNull(file, "file");
        if (readers < 1 || readers > 64) {
            throw new IllegalArgumentException("readers is " + readers + "; it has to be 1 to 64");
        }
        if (busyTimeout.isNegative() || busyTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("busyTimeout is " + busyTimeout + "; it has to be at most an hour");
        }
    }

    /** Four readers, and a timeout of two minutes: as long as the largest log takes to be written. */
    public static SqliteConfig of(Path file) {
        return new SqliteConfig(file, 4, Duration.ofMinutes(2));
    }
}
