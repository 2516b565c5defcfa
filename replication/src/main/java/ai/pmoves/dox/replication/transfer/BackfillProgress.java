package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;

/** Hears how far a copy has come. Called by the thread that copies. */
public interface BackfillProgress {
    /** Hears nothing. */
    BackfillProgress NONE = new BackfillProgress() {};

    /**
     * A table begins.
     *
     * @param rows of the table
     * @param done how many of them an interrupted run has dealt with
     */
    default void begin(StoreTable table, long rows, long done) {}

    /** So many rows of the table were dealt with, those of an interrupted run among them. */
    default void at(StoreTable table, long rows) {}

    /** A table has been copied. */
    default void end(TableCopy table) {}

    /** The target is away, and the copy waits for it. */
    default void waiting(String reason) {}
}
