package ai.pmoves.dox.testing.stores.canonical;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All rows of a store in canonical form, tables by name and rows in insertion order. */
public record StoreState(List<CanonicalRow> rows) {
    public StoreState {
        rows = List.copyOf(rows);
    }

    /** Reads a store without concurrent writers. */
    public static StoreState read(List<CanonicalTable> tables, Connection store) throws SQLException {
        var rows = new ArrayList<CanonicalRow>();
        for (var table : tables) {
            rows.addAll(table.rows(store));
        }
        return new StoreState(rows);
    }

    /** Says what differs first; what comes after it may differ for that reason. Empty if nothing does. */
    public List<String> differencesTo(StoreState other) {
        for (int i = 0; i < Math.min(rows.size(), other.rows.size()); i++) {
            var mine = rows.get(i);
            var theirs = other.rows.get(i);
            if (!mine.equals(theirs)) {
                return sameRow(mine, theirs) ? mine.differencesTo(theirs) : List.of(other(mine, theirs));
            }
        }
        return rows.size() == other.rows.size()
                ? List.of()
                : List.of("%d rows, but %d".formatted(rows.size(), other.rows.size()));
    }

    private static boolean sameRow(CanonicalRow mine, CanonicalRow theirs) {
        return mine.table().equals(theirs.table()) && mine.key().equals(theirs.key());
    }

    private static String other(CanonicalRow mine, CanonicalRow theirs) {
        return "in its place %s %s, but %s %s"
                .formatted(mine.table().name(), mine.key(), theirs.table().name(), theirs.key());
    }
}
