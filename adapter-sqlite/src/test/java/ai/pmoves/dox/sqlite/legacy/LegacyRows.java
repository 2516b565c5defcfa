package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a source, read in batches. */
final class LegacyRows {
    private LegacyRows() {}

    static List<SourceRow> of(CopySource source, StoreTable table, int batchSize) {
        var all = new ArrayList<SourceRow>();
        long after = Long.MIN_VALUE;
        for (var rows = source.read(table, after, batchSize);
                !rows.isEmpty();
                rows = source.read(table, after, batchSize)) {
            all.addAll(rows);
            after = rows.getLast().position();
        }
        return all;
    }

    static Map<StoreTable, List<SourceRow>> of(CopySource source) {
        var all = new LinkedHashMap<StoreTable, List<SourceRow>>();
        for (var table : StoreTable.values()) {
            all.put(table, of(source, table, 1_000));
        }
        return all;
    }

    /** The row at a position of a table of the file. */
    static SourceRow at(CopySource source, String table, long position) {
        return source.read(target(table), position - 1, 1).getFirst();
    }

    static StoreTable target(String table) {
        for (var known : LegacyTable.values()) {
            if (known.text().equals(table)) {
                return known.target();
            }
        }
        throw new IllegalArgumentException(table);
    }
}
