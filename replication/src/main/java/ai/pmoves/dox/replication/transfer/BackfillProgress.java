package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;

/** Receives the progress of a copy. Called by the thread that copies. */
public interface BackfillProgress {
    /** Ignores progress. */
    BackfillProgress NONE = new BackfillProgress() {};

    /**
     * A table begins.
     *
     * @param rows of the table
     * @param done how many of them an interrupted run has done
     */
    default void begin(StoreTable table, long rows, long done) {}

    /** So many rows of the table are done, including those of an interrupted run. */
    default void at(StoreTable table, long rows) {}

    /** A table has been copied. */
    default void end(TableCopy table) {}

    /** The target is away, and the copy waits for it. */
    default void waiting(String reason) {}
}
