package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;

/**
 * Keeps the original of each rejected or repaired row. Not thread-safe.
 *
 * <p>A row may be added more than once, since interrupted batches and copies are repeated; it is kept once.
 */
public interface RejectLog {

    /**
     * Adds a row.
     *
     * @param row with the values that the file has
     * @param reason why, for a person
     * @param isRejected whether it is not in the target; otherwise it is there, but changed
     */
    void add(StoreTable table, SourceRow row, String reason, boolean isRejected);

    /** Returns when everything that was added is safe from a crash. */
    void flush();
}
