package ai.pmoves.dox.sqlite.internal.rows;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogTimestamps;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.InvalidValue;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.binding.JsonText;
import ai.pmoves.dox.jooq.binding.TimeText;
import ai.pmoves.dox.jooq.binding.VectorBinding;
import ai.pmoves.dox.jooq.rows.RowSql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table as JDBC gives and takes them. SQLite keeps any value in any column; a value of the wrong type
 * is an invalid one.
 */
public final class RowColumns {
    private static final int BYTES_SHOWN = 16;

    private final StoreTable table;
    private final ColumnType[] types;

    public RowColumns(StoreTable table) {
        this.table = table;
        this.types = table.columns().stream().map(column -> column.type()).toArray(ColumnType[]::new);
    }

    /**
     * A query for what {@link #read} takes, up to and with the table's name.
     *
     * @param more what comes after it
     */
    public static String select(StoreTable table, String... more) {
        var columns = new StringBuilder(RowSql.selection(table));
        for (var expression : more) {
            columns.append(", ").append(expression);
        }
        return "select " + columns + " from " + table.text();
    }

    /** Reads the current row of the result. */
    public Row read(ResultSet result) throws SQLException {
        var values = new @Nullable Object[types.length];
        values[0] = result.getString(1); // the key, by which a row can be named whatever it is
        for (int i = 1; i < types.length; i++) {
            values[i] = fitted(types[i], result.getObject(i + 1));
        }
        return Row.of(table, values);
    }

    /** Makes a row of the values that an embedded store would keep; they are not copied. */
    public Row read(@Nullable Object[] kept) {
        kept[0] = String.valueOf(kept[0]);
        for (int i = 1; i < types.length; i++) {
            kept[i] = fitted(types[i], kept[i]);
        }
        return Row.of(table, kept);
    }

    private static @Nullable Object fitted(ColumnType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        boolean fits =
                switch (type) {
                    case TEXT, JSON, TIME -> value instanceof String;
                    case INTEGER -> value instanceof Integer;
                    case BIGINT -> value instanceof Integer || value instanceof Long;
                    case DOUBLE -> value instanceof Double number && Double.isFinite(number);
                    case BOOLEAN -> value.equals(0) || value.equals(1);
                    case VECTOR -> value instanceof byte[] blob && isVector(blob);
                };
        if (!fits) {
            return new InvalidValue(shown(value));
        }
        return switch (type) {
            case BIGINT -> ((Number) value).longValue();
            case BOOLEAN -> value.equals(1);
            case VECTOR -> VectorBinding.toVector((byte[]) value);
            case JSON -> JsonText.read((String) value);
            case TIME -> time((String) value);
            case TEXT, INTEGER, DOUBLE -> value;
        };
    }

    private static Object time(String text) {
        var time = LogTimestamps.parse(text);
        return time.isPresent() ? time.get() : new InvalidValue(text);
    }

    private static boolean isVector(byte[] blob) {
        return blob.length == 384 * Float.BYTES || blob.length == 1024 * Float.BYTES;
    }

    private static String shown(Object value) {
        if (!(value instanceof byte[] bytes)) {
            return value.toString();
        }
        var text = new StringBuilder(bytes.length + " bytes");
        for (int i = 0; i < Math.min(bytes.length, BYTES_SHOWN); i++) {
            text.append(" %02x".formatted(bytes[i]));
        }
        return text.toString();
    }

    /** Sets the values of the row's columns, the first of which at {@code from}. */
    void bind(PreparedStatement statement, int from, Row row) throws SQLException {
        for (int i = 0; i < types.length; i++) {
            statement.setObject(from + i, toDatabase(row.value(i)));
        }
    }

    public static @Nullable Object toDatabase(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag ? 1 : 0;
            case Instant time -> TimeText.write(time);
            case Json json -> JsonText.write(json);
            case float[] vector -> VectorBinding.toBytes(vector);
            default -> value;
        };
    }
}
