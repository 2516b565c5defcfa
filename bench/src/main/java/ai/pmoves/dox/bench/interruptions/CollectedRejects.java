package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.replication.transfer.RejectLog;
import java.util.Set;
import java.util.TreeSet;

/** Which rows were taken down, once each. Not thread-safe. */
final class CollectedRejects implements RejectLog {
    private final Set<String> rows = new TreeSet<>();

    @Override
    public void add(StoreTable table, SourceRow row, String reason, boolean isRejected) {
        rows.add("%s %s at %d%s: %s"
                .formatted(table.text(), row.key(), row.position(), isRejected ? " rejected" : "", reason));
    }

    Set<String> rows() {
        return rows;
    }

    @Override
    public void flush() {
        // nothing is kept beyond this process
    }
}
