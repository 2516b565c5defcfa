package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;

/** The rows that a copy has rejected. */
@FunctionalInterface
public interface RejectedRows {

    /** @param key that the row would have in the target */
    boolean contains(StoreTable table, String key);
}
