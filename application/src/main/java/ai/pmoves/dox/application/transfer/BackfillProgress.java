package ai.pmoves.dox.application.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;

/** Hears how far a copy has come. Called by the thread that copies. */
public interface BackfillProgress {
    /** Hears nothing. */
    BackfillProgress NONE = new BackfillProgress() {};

    /** A table begins. */
    default void begin(StoreTable table, long rows) {}

    /** So many rows of the table were read and are in the target. */
    default void at(StoreTable table, long rows) {}

    /** A table has been copied. */
    default void end(TableCopy table) {}

    /** The target is away, and the copy waits for it. */
    default void waiting(String reason) {}
}
