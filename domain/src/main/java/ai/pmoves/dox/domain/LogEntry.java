package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a log, as it was written; every field may be absent.
 *
 * @param ts the entry's own time, verbatim, whatever it looks like
 * @param instant {@code ts} as an instant, null where it is none ({@link LogTimestamps})
 * @param level as written, in any case; a label ({@link Text#requireLabel})
 */
public record LogEntry(
        Id<LogEntry> id,
        Id<Document> documentId,
        @Nullable String ts,
        @Nullable Instant instant,
        @Nullable String level,
        @Nullable String code,
        @Nullable String component,
        @Nullable String message,
        @Nullable Json attrs) {
    public LogEntry {
        requireNonNull(id, "id");
        requireNonNull(documentId, "documentId");
        Text.optional(ts, "ts");
        instant = Times.microsOrNull(instant);
        Text.optionalLabel(level, "level");
        Text.optional(code, "code");
        Text.optional(component, "component");
        Text.optional(message, "message");
    }
}
