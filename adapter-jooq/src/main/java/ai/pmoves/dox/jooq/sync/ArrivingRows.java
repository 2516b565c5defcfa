package ai.pmoves.dox.jooq.sync;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.ports.rows.StoreRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Brings a store's rows to what changes say: parents before their children, removals the other way round. */
public final class ArrivingRows {
    private static final StoreTable[] TABLES = StoreTable.values();

    private final Map<StoreTable, List<Row>> rows = new EnumMap<>(StoreTable.class);
    private final Map<StoreTable, List<String>> removals = new EnumMap<>(StoreTable.class);

    public ArrivingRows(Collection<RowChange> changes) {
        for (var change : changes) {
            var table = change.key().table();
            var row = change.row();
            if (row == null) {
                removals.computeIfAbsent(table, none -> new ArrayList<>())
                        .add(change.key().key());
            } else {
                rows.computeIfAbsent(table, none -> new ArrayList<>()).add(row);
            }
        }
    }

    /** @param before hears of each table before its rows are touched */
    public void write(StoreRows store, Consumer<StoreTable> before) {
        rows.forEach((table, ofTable) -> {
            before.accept(table);
            store.restore(table, ofTable);
        });
        for (int i = TABLES.length - 1; i >= 0; i--) {
            var ofTable = removals.get(TABLES[i]);
            if (ofTable != null) {
                before.accept(TABLES[i]);
                store.delete(TABLES[i], ofTable);
            }
        }
    }
}
