package ai.pmoves.dox.app.http.config;

import ai.pmoves.dox.application.ingest.WatchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code GET /watch} says of the folder watcher.
 *
 * @param enabled whether it is at work
 * @param dir the folder that it watches
 * @param debounceMs how long a file has to stay the same before it is taken
 * @param minBytes smaller files are passed over
 * @param available whether this release has a watcher
 */
public record WatchReport(boolean enabled, String dir, long debounceMs, long minBytes, boolean available) {
    /** Nothing is watched. */
    public static final WatchReport NONE = new WatchReport(false, "/app/watch", 1000, 1, true);

    /** What the watcher is told, if there is to be one. */
    public Optional<WatchSettings> settings() {
        return enabled
                ? Optional.of(new WatchSettings(Path.of(dir), Duration.ofMillis(debounceMs), minBytes))
                : Optional.empty();
    }
}
