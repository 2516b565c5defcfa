package ai.pmoves.dox.application.ingest;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which files of a folder are taken.
 *
 * @param folder with those below it, but for hidden ones and links
 * @param debounce how long a file has to stay as it is before it is taken
 * @param minBytes smaller files are passed over
 */
public record WatchSettings(Path folder, Duration debounce, long minBytes) {
    public WatchSettings {
        if (debounce.isNegative()) {
            throw new IllegalArgumentException("debounce is " + debounce + "; it has to be 0 or more");
        }
        if (minBytes < 0) {
            throw new IllegalArgumentException("minBytes is " + minBytes + "; it has to be 0 or more");
        }
    }
}
