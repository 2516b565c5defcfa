package ai.pmoves.dox.application.ingest;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the files of a folder that are complete: no longer written to. Not thread-safe. */
final class SettledFiles {
    private final long debounceNanos;
    private final Map<Path, Seen> seen = new HashMap<>();

    SettledFiles(Duration debounce) {
        this.debounceNanos = debounce.toNanos();
    }

    /** What changes when a file is written, or another one is put in its place. */
    record Signature(
            long sizeBytes, FileTime modified, @Nullable Object fileKey) {
        static Signature of(BasicFileAttributes attributes) {
            return new Signature(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    /** @param told whether it was returned as settled */
    private record Seen(Signature signature, long sinceNanos, boolean told) {}

    /**
     * Returns the files that have been as they are for long enough, each once for each state that it settles in.
     *
     * @param files all that there are, in the order in which they are returned
     * @param nowNanos the time, later than that of the call before
     */
    List<Path> update(Map<Path, Signature> files, long nowNanos) {
        seen.keySet().retainAll(files.keySet());
        var settled = new ArrayList<Path>();
        files.forEach((path, signature) -> {
            var before = seen.get(path);
            if (before == null || !before.signature().equals(signature)) {
                seen.put(path, new Seen(signature, nowNanos, false));
            } else if (!before.told() && nowNanos - before.sinceNanos() >= debounceNanos) {
                seen.put(path, new Seen(signature, before.sinceNanos(), true));
                settled.add(path);
            }
        });
        return settled;
    }

    /** Has the next update return the file once more. */
    void again(Path path) {
        seen.computeIfPresent(path, (same, file) -> new Seen(file.signature(), file.sinceNanos(), false));
    }
}
