package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;

/**
 * Keeps the rows that could not go over, and those that went over changed, as they were. Used by one thread.
 *
 * <p>A row may come more than once, since an interrupted batch is sent again, and so may a copy; it is kept once.
 */
public interface RejectLog {

    /**
     * Takes a row down.
     *
     * @param row with the values that the file has
     * @param reason why, for a person
     * @param isRejected whether it is not in the target; otherwise it is there, but changed
     */
    void add(StoreTable table, SourceRow row, String reason, boolean isRejected);

    /** Returns when everything that was added is safe from a crash. */
    void flush();
}
