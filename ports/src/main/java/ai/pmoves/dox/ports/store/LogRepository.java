package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;

/** Keeps log entries, which never change once added. */
public interface LogRepository {

    /**
     * Adds the entries in their order. Batches of some thousands are the fastest.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} or {@code store.parent-missing};
     *     none of the batch was written
     */
    @Writes
    void addAll(List<LogEntry> entries);

    /** Returns the entries that the filter takes, in insertion order. */
    @Reads
    Page<LogEntry> list(LogFilter filter, PageRequest page);
}
