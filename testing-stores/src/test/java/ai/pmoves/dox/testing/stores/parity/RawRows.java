package ai.pmoves.dox.testing.stores.parity;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.binding.JsonText;
import ai.pmoves.dox.jooq.binding.TimeText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a store behind its back, by SQL of its database. Belongs to one thread. */
final class RawRows {
    private final Connection connection;
    private final boolean isSqlite;

    RawRows(Connection connection, boolean isSqlite) {
        this.connection = connection;
        this.isSqlite = isSqlite;
    }

    boolean isSqlite() {
        return isSqlite;
    }

    /** @param value of the column's class, or null */
    void set(StoreTable table, String key, Column column, @Nullable Object value) throws SQLException {
        if (column.type() == ColumnType.VECTOR) {
            set(table, key, "embedding_384", vectorOf(384, value), column);
            set(table, key, "embedding_1024", vectorOf(1024, value), column);
        } else {
            set(table, key, column.name(), value, column);
        }
    }

    private static @Nullable Object vectorOf(int dimension, @Nullable Object value) {
        return value instanceof float[] vector && vector.length == dimension ? vector : null;
    }

    private void set(StoreTable table, String key, String name, @Nullable Object value, Column column)
            throws SQLException {
        execute(
                "update %s set \"%s\" = %s where %s = ?"
                        .formatted(table.text(), name, isSqlite ? "?" : castOf(column.type()), key(table)),
                isSqlite ? ofSqlite(value) : ofPostgres(value),
                key);
    }

    private static String castOf(ColumnType type) {
        return switch (type) {
            case JSON -> "?::jsonb";
            case TIME -> "?::timestamptz";
            case VECTOR -> "?::extensions.vector";
            default -> "?";
        };
    }

    private static @Nullable Object ofSqlite(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Json json -> JsonText.write(json);
            case Instant time -> TimeText.write(time);
            case Boolean flag -> flag ? 1 : 0;
            case float[] vector -> {
                var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(vector);
                yield bytes.array();
            }
            default -> value;
        };
    }

    private static @Nullable Object ofPostgres(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Json json -> JsonText.write(json);
            case Instant time -> TimeText.write(time);
            case float[] vector -> Arrays.toString(vector);
            default -> value;
        };
    }

    /** Writes what the column cannot hold, which only SQLite lets happen. */
    void setDamaged(StoreTable table, String key, Column column, String literal) throws SQLException {
        var name = column.type() == ColumnType.VECTOR ? "embedding_384" : column.name();
        execute("update %s set \"%s\" = %s where %s = ?".formatted(table.text(), name, literal, key(table)), key);
    }

    void swap(StoreTable table, String key, String other, Column column) throws SQLException {
        var names = namesOf(column);
        execute(
                "update %1$s as a set %2$s from %1$s b where a.%3$s in (?, ?) and b.%3$s in (?, ?) and a.%3$s <> b.%3$s"
                        .formatted(
                                table.text(),
                                names.stream()
                                        .map("\"%1$s\" = b.\"%1$s\""::formatted)
                                        .collect(Collectors.joining(", ")),
                                key(table)),
                key,
                other,
                key,
                other);
    }

    void rename(StoreTable table, String key, String other) throws SQLException {
        execute("update %1$s set %2$s = ? where %2$s = ?".formatted(table.text(), key(table)), other, key);
    }

    void delete(StoreTable table, String key) throws SQLException {
        execute("delete from %s where %s = ?".formatted(table.text(), key(table)), key);
    }

    /** Adds a row that differs from another one by its key only. */
    void duplicate(StoreTable table, String key, String as) throws SQLException {
        var names = new ArrayList<String>();
        table.columns().forEach(column -> names.addAll(namesOf(column)));
        names.removeFirst();
        if (table == StoreTable.SEARCH_CHUNKS) {
            names.add("generation");
        }
        execute(
                "insert into %1$s (%2$s, %3$s) select ?, %3$s from %1$s where %2$s = ?"
                        .formatted(
                                table.text(),
                                key(table),
                                names.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "))),
                as,
                key);
    }

    private static List<String> namesOf(Column column) {
        return column.type() == ColumnType.VECTOR ? List.of("embedding_384", "embedding_1024") : List.of(column.name());
    }

    private static String key(StoreTable table) {
        return '"' + table.key().name() + '"';
    }

    private void execute(String sql, @Nullable Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            if (statement.executeUpdate() == 0) {
                throw new IllegalStateException("nothing was changed by " + sql);
            }
        }
    }
}
