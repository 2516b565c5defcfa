package ai.pmoves.dox.domain.rows;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table: a value of its column's class, {@link InvalidValue}, or null, for each of {@link StoreTable#columns()}.
 * Immutable as long as no vector in it is changed. Equal rows have equal values, doubles and vectors by their bits.
 */
public final class Row {
    private final StoreTable table;
    private final @Nullable Object[] values;

    private Row(StoreTable table, @Nullable Object[] values) {
        this.table = table;
        this.values = values;
    }

    /**
     * A row of these values, which are not copied.
     *
     * @throws IllegalArgumentException if a value is missing, or is not of its column's class
     */
    public static Row of(StoreTable table, @Nullable Object... values) {
        var columns = table.columns();
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row of %s has %d columns, not %d".formatted(table.text(), columns.size(), values.length));
        }
        for (int i = 0; i < values.length; i++) {
            var column = columns.get(i);
            var value = values[i];
            if (value instanceof Double number && number == 0) {
                values[i] = 0.0; // without a sign, which not every store keeps
            }
            if (value == null
                    ? column.isRequired()
                    : !column.type().javaType().isInstance(value) && !(value instanceof InvalidValue)) {
                throw new IllegalArgumentException("%s.%s is a %s, not %s"
                        .formatted(
                                table.text(),
                                column.name(),
                                column.type(),
                                value == null ? "null" : value.getClass().getSimpleName()));
            }
        }
        return new Row(table, values);
    }

    public StoreTable table() {
        return table;
    }

    /** The value of the first column. */
    public String id() {
        return (String) requireNonNull(values[0], "a key is never null");
    }

    /** The value at a place in {@link StoreTable#columns()}. */
    public @Nullable Object value(int column) {
        return values[column];
    }

    /** @throws IllegalArgumentException if the table has no such column */
    public @Nullable Object value(String column) {
        return values[requireIndex(column)];
    }

    /** The texts that rows have in a column, each once; what they refer to, if it is a foreign key. */
    public static Set<String> texts(Collection<Row> rows, String column) {
        var texts = new HashSet<String>();
        for (var row : rows) {
            if (row.value(column) instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The same row with another value in one column. */
    public Row with(String column, @Nullable Object value) {
        var changed = values.clone();
        changed[requireIndex(column)] = value;
        return of(table, changed);
    }

    /** The same row without its vector and the vector's model, if its table has vectors. */
    public Row withoutVector() {
        return table.indexOf("embedding") < 0 ? this : with("embedding", null).with("embedding_model", null);
    }

    private int requireIndex(String column) {
        int index = table.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(table.text() + " has no column " + column);
        }
        return index;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && table == row.table && Arrays.deepEquals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        return table.text() + Arrays.deepToString(values);
    }
}
