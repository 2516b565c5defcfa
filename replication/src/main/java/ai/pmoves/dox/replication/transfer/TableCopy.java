package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import java.time.Duration;
import java.util.Map;

/**
 * What became of a table in one run. A row that went over repaired counts among those written or unchanged, too.
 *
 * @param read rows that this run read; less than the table has if it resumed another
 * @param written what the target did with the rows
 * @param repaired rows that went over other than they were
 * @param rejected rows that did not go over
 * @param isResumed whether an earlier run was interrupted, with which this one went on
 * @param remarks how many remarks of each kind there were
 */
public record TableCopy(
        StoreTable table,
        long read,
        Written written,
        long repaired,
        long rejected,
        boolean isResumed,
        Map<String, Long> remarks,
        Duration time) {

    public long rowsPerSecond() {
        return time.isZero() ? 0 : Math.round(read / (time.toNanos() / 1e9));
    }
}
