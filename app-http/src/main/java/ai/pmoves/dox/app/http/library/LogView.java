package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import org.jspecify.annotations.Nullable;

/** A log entry as clients see it. */
record LogView(
        String id,
        String documentId,
        @Nullable String ts,
        @Nullable String level,
        @Nullable String code,
        @Nullable String component,
        @Nullable String message,
        @Nullable Json attrs) {

    static LogView of(LogEntry log) {
        return new LogView(
                log.id().value(),
                log.documentId().value(),
                log.ts(),
                log.level(),
                log.code(),
                log.component(),
                log.message(),
                log.attrs());
    }
}
