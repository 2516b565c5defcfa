package ai.pmoves.dox.app.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How many requests one client may make within a window that slides.
 *
 * @param requests at least 1
 * @param window at least a second, at most a day
 */
public record RateLimit(int requests, Duration window) {
    private static final Map<String, Duration> UNITS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1));

    public RateLimit {
        if (requests < 1) {
            throw new IllegalArgumentException("rate limit is " + requests + " requests; it has to be at least 1");
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("rate limit window is " + window + "; it has to be 1 s to 1 day");
        }
    }

    /**
     * Reads for example {@code 600/minute}; the units are second, minute, hour and day.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static RateLimit parse(String text) {
        var parts = text.strip().toLowerCase(Locale.ROOT).split("/", -1);
        if (parts.length != 2 || !parts[0].strip().matches("\\d{1,9}") || !UNITS.containsKey(parts[1].strip())) {
            throw new IllegalArgumentException("rate limit is '%s'; write for example 600/minute".formatted(text));
        }
        return new RateLimit(Integer.parseInt(parts[0].strip()), UNITS.get(parts[1].strip()));
    }
}
