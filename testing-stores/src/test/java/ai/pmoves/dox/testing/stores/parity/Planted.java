package ai.pmoves.dox.testing.stores.parity;

import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.replication.parity.Difference;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that was done to one of two equal stores.
 *
 * @param what for people
 * @param expected what the comparison has to tell, with the hurt store as the secondary; in order
 */
record Planted(String what, Set<String> expected) {

    /** What no store of ours writes into a column of a type, in SQL: one only SQLite takes. */
    private static final Map<ColumnType, List<String>> DAMAGED = Map.of(
            ColumnType.TEXT, List.of("x'74657874'"),
            ColumnType.JSON, List.of("x'7b7d'", "'{\"cut\": '"),
            ColumnType.TIME, List.of("'yesterday'", "''", "5"),
            ColumnType.INTEGER, List.of("'many'", "1.5", "3000000000"),
            ColumnType.BIGINT, List.of("'many'", "1.5"),
            ColumnType.DOUBLE, List.of("'high'", "9e999"),
            ColumnType.BOOLEAN, List.of("2", "'yes'"),
            ColumnType.VECTOR, List.of("x'00'", "'text'"));

    /** The form of a difference by which it is compared to what was expected. */
    static String form(Difference difference) {
        return form(difference.table(), difference.key(), difference.kind(), difference.columns());
    }

    private static String form(StoreTable table, String key, Difference.Kind kind, List<String> columns) {
        return "%s %s '%s' %s".formatted(kind, table.text(), key, columns);
    }

    private static Planted changed(String what, Column column, Row... rows) {
        var expected = new TreeSet<String>();
        for (var row : rows) {
            expected.add(form(row.table(), row.id(), Difference.Kind.DIFFERENT, List.of(column.name())));
        }
        return new Planted("%s: %s of %s".formatted(what, column.name(), List.of(rows)), expected);
    }

    /** A way to hurt a row, which has not been done yet. */
    interface Plan {
        Planted apply(RawRows store) throws SQLException;
    }

    /** A row is gone. */
    static Plan missing(Row row) {
        return store -> {
            store.delete(row.table(), row.id());
            return new Planted(
                    "missing: " + row, Set.of(form(row.table(), row.id(), Difference.Kind.MISSING, List.of())));
        };
    }

    /** There is one more, like another. */
    static Plan extra(Row row) {
        return store -> {
            var key = row.id() + "'";
            store.duplicate(row.table(), row.id(), key);
            return new Planted("extra: " + row, Set.of(form(row.table(), key, Difference.Kind.EXTRA, List.of())));
        };
    }

    /** A row has another key. */
    static Plan renamed(Row row) {
        return store -> {
            var key = row.id().replace('r', 's');
            store.rename(row.table(), row.id(), key);
            return new Planted(
                    "another key: " + row,
                    new TreeSet<>(List.of(
                            form(row.table(), row.id(), Difference.Kind.MISSING, List.of()),
                            form(row.table(), key, Difference.Kind.EXTRA, List.of()))));
        };
    }

    /** Two rows have each other's value. */
    static Plan swapped(Row row, Row other, Column column) {
        return store -> {
            store.swap(row.table(), row.id(), other.id(), column);
            return changed("swapped", column, row, other);
        };
    }

    /** A row belongs to another parent. */
    static Plan adopted(Row row, Column column) {
        return store -> {
            store.set(row.table(), row.id(), column, Filled.OTHER_PARENT);
            return changed("another parent", column, row);
        };
    }

    static Plan mutated(Row row, Column column, Mutation mutation, Random random) {
        return store -> {
            store.set(row.table(), row.id(), column, mutation.after(row, column, random));
            return changed(mutation.name(), column, row);
        };
    }

    static Plan damaged(Row row, Column column, String literal) {
        return store -> {
            store.setDamaged(row.table(), row.id(), column, literal);
            return changed(literal, column, row);
        };
    }

    /** What SQLite takes in a column of this type and no store of ours writes, in SQL. */
    static List<String> damages(Column column) {
        return DAMAGED.get(column.type());
    }

    /** Everything that can be done to a row by itself. */
    static List<Plan> plans(Filled filled, Row row, boolean isSqlite, Random random) {
        var plans = new ArrayList<Plan>();
        var table = row.table();
        boolean isKeyOfParent = table.parents().containsKey(table.key().name());
        if (filled.isLeaf(row)) {
            plans.add(missing(row));
            if (!isKeyOfParent) {
                plans.add(renamed(row));
            }
        }
        if (!isKeyOfParent) {
            plans.add(extra(row));
        }
        for (var column : table.columns()) {
            if (!column.equals(table.key())) {
                plans.addAll(plans(row, column, isSqlite, random));
            }
        }
        return plans;
    }

    /** Everything that can be done to a column of a row. */
    static List<Plan> plans(Row row, Column column, boolean isSqlite, Random random) {
        var plans = new ArrayList<Plan>();
        if (row.table().parents().containsKey(column.name())) {
            plans.add(adopted(row, column));
        } else {
            Mutation.of(column).stream()
                    .filter(mutation -> mutation.fits(row, column))
                    .forEach(mutation -> plans.add(mutated(row, column, mutation, random)));
        }
        if (isSqlite) {
            damages(column).forEach(literal -> plans.add(damaged(row, column, literal)));
        }
        return plans;
    }
}
