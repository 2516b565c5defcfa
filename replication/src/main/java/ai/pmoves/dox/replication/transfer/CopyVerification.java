package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.replication.parity.TableParity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The comparison of a copy with its source.
 *
 * @param tables the comparison by tables; differences that are explained count in it, too
 * @param rows of the source
 * @param rejected rows that differ because they were rejected, by tables that have any
 * @param corrected rows that differ because they were corrected
 * @param differences rows that differ for no known reason
 */
public record CopyVerification(
        List<TableParity> tables, long rows, Map<StoreTable, Long> rejected, long corrected, long differences) {
    public CopyVerification {
        tables = List.copyOf(tables);
        rejected = Map.copyOf(rejected);
    }

    /** Rows that are the same in the target. */
    public long verified() {
        return rows - rejectedRows() - corrected - differences;
    }

    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public Duration time() {
        return tables.stream().map(TableParity::time).reduce(Duration.ZERO, Duration::plus);
    }
}
