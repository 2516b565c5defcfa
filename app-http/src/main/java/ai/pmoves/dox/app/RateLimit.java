package ai.pmoves.dox.app;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How many requests one client may make in a period, as {@code RATE_LIMIT} says: {@code 600/minute}. */
public record RateLimit(int requests, Duration per) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})/(second|minute|hour|day)");
    private static final Map<String, Duration> PERIODS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1));

    public static final RateLimit DEFAULT = new RateLimit(600, Duration.ofMinutes(1));

    /** Reads the operator's words; empty if they have another form. */
    static Optional<RateLimit> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new RateLimit(Integer.parseInt(match.group(1)), PERIODS.get(match.group(2))))
                : Optional.empty();
    }
}
