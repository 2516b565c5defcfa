package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.StoreTable;
import java.time.Duration;

/**
 * How two stores compare in one table.
 *
 * @param primaryRows rows of the primary
 * @param secondaryRows rows of the secondary
 * @param differences rows that differ, of those that count
 * @param extra rows that only the secondary has, where that is allowed; 0 otherwise
 * @param awaitingVectors chunks that are the same but for a vector that one of the stores has yet to make
 */
public record TableParity(
        StoreTable table,
        long primaryRows,
        long secondaryRows,
        long differences,
        long extra,
        long awaitingVectors,
        Duration time) {

    public TableParity withDifferences(long other) {
        return new TableParity(table, primaryRows, secondaryRows, other, extra, awaitingVectors, time);
    }

    public boolean isEqual() {
        return differences == 0;
    }
}
