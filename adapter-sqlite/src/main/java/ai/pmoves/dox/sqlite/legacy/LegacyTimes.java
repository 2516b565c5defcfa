package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.LogTimestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times, which the file keeps as text. One without a zone is UTC. */
final class LegacyTimes {
    /** The value of a missing required time: the oldest, so that no row is "current" by it. */
    static final Instant UNKNOWN = Instant.EPOCH;

    private LegacyTimes() {}

    static @Nullable Instant optional(@Nullable Object raw, IssueLog notes) {
        var text = LegacyText.decode(raw, notes);
        if (text == null || text.isEmpty()) {
            return null;
        }
        var time = LogTimestamps.parse(text);
        if (time.isEmpty()) {
            notes.add(DataIssue.TIME_INVALID, IssueLog.quote(text));
        }
        return time.orElse(null);
    }

    static Instant required(@Nullable Object raw, IssueLog notes) {
        if (raw == null || "".equals(raw)) {
            notes.add(DataIssue.TIME_MISSING, "no time where there has to be one");
        }
        var time = optional(raw, notes);
        return time == null ? UNKNOWN : time;
    }

    /** The instant of a log's time, whose text is kept beside it, so that an odd one is no loss. */
    static @Nullable Instant ofLog(@Nullable Object raw, IssueLog notes) {
        if (raw instanceof byte[] bytes) {
            return LogTimestamps.parse(new String(bytes, StandardCharsets.UTF_8))
                    .orElse(null);
        }
        return raw instanceof String text ? LogTimestamps.parse(text).orElse(null) : null;
    }
}
