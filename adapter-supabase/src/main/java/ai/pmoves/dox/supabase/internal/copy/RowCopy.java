package ai.pmoves.dox.supabase.internal.copy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.InvalidValue;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.text.Times;
import ai.pmoves.dox.jooq.binding.JsonText;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of a table in the binary form of COPY. */
public final class RowCopy {
    private final StoreTable table;
    private final ColumnType[] types;

    public RowCopy(StoreTable table) {
        this.table = table;
        this.types = table.columns().stream().map(column -> column.type()).toArray(ColumnType[]::new);
    }

    public void write(BinaryCopy copy, Row row) {
        copy.row(types.length);
        for (int i = 0; i < types.length; i++) {
            write(copy, row.value(i));
        }
    }

    public static void write(BinaryCopy copy, @Nullable Object value) {
        switch (value) {
            case null -> copy.nothing();
            case String text -> copy.text(text);
            case Integer number -> copy.integer(number);
            case Long number -> copy.bigint(number);
            case Double number -> copy.floating(number);
            case Boolean flag -> copy.bool(flag);
            case Instant time -> copy.time(time);
            case Json json -> copy.json(JsonText.write(json));
            case float[] vector -> copy.vector(vector);
            default -> throw new IllegalStateException("no value of a row: " + value.getClass());
        }
    }

    public Row read(BinaryCopyOut copy) throws SQLException {
        var values = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = read(types[i], copy);
        }
        return Row.of(table, values);
    }

    private static @Nullable Object read(ColumnType type, BinaryCopyOut copy) throws SQLException {
        return switch (type) {
            case TEXT -> copy.text();
            case INTEGER -> copy.integer();
            case BIGINT -> copy.bigint();
            case DOUBLE -> {
                var number = copy.floating();
                yield number == null || Double.isFinite(number) ? number : new InvalidValue(number.toString());
            }
            case BOOLEAN -> copy.bool();
            case JSON -> {
                var text = copy.json();
                yield text == null ? null : JsonText.read(text);
            }
            case TIME -> {
                var time = copy.time();
                yield time == null || Times.canBeStored(time) ? time : new InvalidValue(time.toString());
            }
            case VECTOR -> copy.vector();
        };
    }
}
