package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * Selects log entries; conditions are combined with AND.
 *
 * @param level exact, case-sensitive
 * @param code exact, case-sensitive
 * @param messageContains anywhere in the message, in any case: both in lower case, as
 *     {@link String#toLowerCase(java.util.Locale)} of the root locale has it
 * @param from inclusive; an entry without a readable time is outside of every window
 * @param to inclusive
 */
public record LogFilter(
        Optional<String> level,
        Optional<String> code,
        Optional<String> messageContains,
        Optional<Id<Document>> documentId,
        Optional<Instant> from,
        Optional<Instant> to) {
    public static final LogFilter ALL = new LogFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** All of one document. */
    public static LogFilter of(Id<Document> documentId) {
        return new LogFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(documentId),
                Optional.empty(),
                Optional.empty());
    }
}
