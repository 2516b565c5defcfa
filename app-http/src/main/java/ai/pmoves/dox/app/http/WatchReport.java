package ai.pmoves.dox.app.http;

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
    /** No watcher. */
    public static final WatchReport NONE = new WatchReport(false, "/app/watch", 1000, 1, false);
}
