package ai.pmoves.dox.application.transfer;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import java.util.HashMap;
import java.util.List;

/** What writing rows would do, found out by reading the target. */
final class Rehearsal {
    private Rehearsal() {}

    static Written of(RowReader target, StoreTable table, List<SourceRow> batch) {
        var rows = new HashMap<String, Row>();
        for (var item : batch) {
            if (item.row() != null) {
                rows.put(item.row().id(), item.row());
            }
        }
        long unchanged = 0;
        long newer = 0;
        var stored = target.find(table, rows.keySet());
        for (var there : stored) {
            var row = rows.get(there.id());
            if (there.equals(row)) {
                unchanged++;
            } else if (row != null && revision(there) > revision(row)) {
                newer++;
            }
        }
        return new Written(rows.size() - stored.size(), stored.size() - unchanged - newer, unchanged, newer);
    }

    private static long revision(Row row) {
        return row.table().hasRevision() && row.value("revision") instanceof Long revision ? revision : 0;
    }
}
