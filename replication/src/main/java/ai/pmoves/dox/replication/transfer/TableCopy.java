package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import java.time.Duration;
import java.util.Map;

/**
 * The result of a table in one run. A repaired row counts among those written or unchanged, too.
 *
 * @param read rows that this run read; less than the table has if it resumed another
 * @param written the target's counts of the rows
 * @param repaired rows that were copied with repairs
 * @param rejected rows that were not copied
 * @param isResumed whether this run resumed an interrupted one
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
