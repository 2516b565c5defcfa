package ai.pmoves.dox.testing.stores.parity;

import ai.pmoves.dox.contract.store.OddRows;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Odd rows for every table, the same for each store. */
final class Filled {
    /** The key of an artifact, a document and a run that nothing belongs to. */
    static final String OTHER_PARENT = "e";

    private static final int ROWS = 45;

    private final Map<StoreTable, List<Row>> rows = new EnumMap<>(StoreTable.class);
    private final Set<String> referenced = new HashSet<>();

    private Filled() {
        for (var table : StoreTable.values()) {
            var made = new ArrayList<Row>();
            for (int i = 0; i < ROWS; i++) {
                made.add(OddRows.of(table, key(table, i), i % OddRows.VARIANTS));
            }
            made.forEach(row -> table.parents()
                    .forEach((column, parent) -> referenced.add(parent.text() + " " + row.value(column))));
            rows.put(table, made);
        }
        for (int i = 0; i < ROWS; i++) {
            rows.get(StoreTable.DOCUMENTS)
                    .add(OddRows.of(StoreTable.DOCUMENTS, key(StoreTable.DOCUMENT_STRUCTURE, i), i % OddRows.VARIANTS));
        }
    }

    private static String key(StoreTable table, int i) {
        return (table == StoreTable.DOCUMENT_STRUCTURE ? "structured " : "row ") + i;
    }

    /** Fills the stores with rows of every table, and with parents of theirs. */
    static Filled into(List<Store> stores) {
        var filled = new Filled();
        for (var store : stores) {
            for (var parent : OddRows.parents()) {
                var table = parent.table();
                store.rows().write(table, List.of(parent, OddRows.of(table, OTHER_PARENT, 0)), null);
            }
            filled.rows.forEach((table, made) -> store.rows().write(table, made, null));
        }
        return filled;
    }

    /** The rows of a table, but those that are there to be the parents of others. */
    List<Row> of(StoreTable table) {
        return rows.get(table);
    }

    /** Whether no other row belongs to this one. */
    boolean isLeaf(Row row) {
        return !referenced.contains(row.table().text() + " " + row.id());
    }
}
