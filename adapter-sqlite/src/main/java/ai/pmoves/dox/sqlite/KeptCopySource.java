package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogTimestamps;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.InvalidValue;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.binding.JsonText;
import ai.pmoves.dox.jooq.binding.TimeText;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.sqlite.file.Placeholders;
import ai.pmoves.dox.sqlite.internal.rows.RowColumns;
import ai.pmoves.dox.sqlite.internal.rows.SourceRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows that were removed from a store and kept as the values of their columns, by {@link #values}, in a file of
 * another kind: {@link #replay} makes rows of them. It has no rows itself. Thread-safe.
 */
public final class KeptCopySource implements CopySource {

    /**
     * The values of a row as an embedded store would keep them: null, numbers, text, or bytes, by the names of the
     * columns. A value that no store can keep becomes the text that describes it.
     */
    public static Map<String, @Nullable Object> values(Row row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var columns = row.table().columns();
        for (int i = 0; i < columns.size(); i++) {
            var value = row.value(i);
            values.put(
                    columns.get(i).name(),
                    value instanceof InvalidValue damaged ? damaged.text() : RowColumns.toDatabase(value));
        }
        return values;
    }

    /** The same of a row as a JSON object by column names, the form in which a conflict keeps the losing row. */
    public static Map<String, @Nullable Object> values(StoreTable table, Json row) {
        var members = row.asObject();
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var column : table.columns()) {
            var value = members.get(column.name());
            values.put(
                    column.name(),
                    value == null && !(column.isRequired() && column.type() == ColumnType.JSON)
                            ? null
                            : ofJson(column.type(), value));
        }
        return values;
    }

    private static @Nullable Object ofJson(ColumnType type, @Nullable Object value) {
        if (type == ColumnType.JSON) {
            return JsonText.write(Json.of(value));
        }
        return switch (type) {
            case TIME ->
                LogTimestamps.parse(String.valueOf(value)).map(TimeText::write).orElseGet(() -> String.valueOf(value));
            case INTEGER -> value instanceof Number number ? number.intValue() : value;
            case BIGINT -> value instanceof Number number ? number.longValue() : value;
            case DOUBLE -> value instanceof Number number ? number.doubleValue() : value;
            case BOOLEAN -> value instanceof Boolean flag ? (flag ? 1 : 0) : value;
            case TEXT, JSON, VECTOR -> value;
        };
    }

    /** Whether these are the values of a kept row, and not of a file's row, which has a row number. */
    public static boolean isKept(Map<String, @Nullable Object> values) {
        return !values.containsKey(SourceRows.POSITION);
    }

    @Override
    public SourceRow replay(StoreTable table, Map<String, @Nullable Object> original) {
        if (!isKept(original)) {
            throw new DoxException(
                    ErrorCode.REQUEST_INVALID,
                    "The row of '%s' is from a file.".formatted(table.text()),
                    Remedy.NAME_SOURCE_FILE);
        }
        var values = new TreeMap<String, @Nullable Object>(original);
        var columns = table.columns();
        var ofRow = new @Nullable Object[columns.size()];
        for (int i = 0; i < ofRow.length; i++) {
            var column = columns.get(i);
            ofRow[i] = values.remove(column.name());
            if (column.isRequired() && ofRow[i] == null) {
                throw invalid("A row of '%s' has no '%s', which it needs.".formatted(table.text(), column.name()));
            }
        }
        if (!values.isEmpty()) {
            throw invalid("'%s' has no column '%s'.".formatted(table.text(), values.firstKey()));
        }
        return row(table, new RowColumns(table).read(ofRow), original);
    }

    private static SourceRow row(StoreTable table, Row row, Map<String, @Nullable Object> original) {
        var remarks = new ArrayList<Remark>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (row.value(i) instanceof InvalidValue damaged) {
                remarks.add(new Remark("value.damaged", table.columns().get(i).name(), damaged.text(), true));
            }
        }
        return new SourceRow(0, row.id(), remarks.isEmpty() ? row : null, List.copyOf(remarks), original);
    }

    private static DoxException invalid(String message) {
        return new DoxException(ErrorCode.REQUEST_INVALID, message);
    }

    @Override
    public Row placeholder(StoreTable table, String key) {
        return Placeholders.of(table, key);
    }

    @Override
    public String identity() {
        return "kept rows";
    }

    @Override
    public String description() {
        return "kept rows";
    }

    @Override
    public Map<String, Long> foreignTables() {
        return Map.of();
    }

    @Override
    public Map<String, Long> foreignColumns() {
        return Map.of();
    }

    @Override
    public long count(StoreTable table) {
        return 0;
    }

    @Override
    public long countAfter(StoreTable table, long position) {
        return 0;
    }

    @Override
    public List<SourceRow> read(StoreTable table, long after, int maxRows) {
        return List.of();
    }

    @Override
    public Map<String, @Nullable Object> original(StoreTable table, long position) {
        return Map.of();
    }

    @Override
    public Optional<String> keyAt(StoreTable table, long position) {
        return Optional.empty();
    }

    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        // it has no rows
    }

    @Override
    public List<Row> find(StoreTable table, Collection<String> keys) {
        return List.of();
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
