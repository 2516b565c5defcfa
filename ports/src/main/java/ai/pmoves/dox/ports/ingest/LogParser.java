package ai.pmoves.dox.ports.ingest;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads XML logs of any length in a fixed amount of memory.
 *
 * <p>Implementations pass {@code LogParserContract}.
 */
public interface LogParser {

    /**
     * Hands every entry of the file to {@code entries}, in order, each with an id of its own, new each time. Rethrows
     * what {@code entries} throws.
     *
     * @param storedName what messages call the file
     * @throws ai.pmoves.dox.domain.error.DoxException {@code ingest.unreadable} with line and column if it is not
     *     well-formed, {@code ingest.bomb} if it defines entities to expand, {@code ingest.empty} if it has no bytes;
     *     entries before that place have been handed over, and the caller drops them
     */
    void parse(Path path, String storedName, Id<Document> documentId, Consumer<LogEntry> entries);
}
