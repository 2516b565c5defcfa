package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.sqlite.file.FileIdentity;
import ai.pmoves.dox.sqlite.file.Placeholders;
import ai.pmoves.dox.sqlite.file.ReadOnlySqlite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A database file of the Python backend. No row of it is rejected: values that the stores cannot keep are repaired as
 * docs/operations.md says, the same way each time.
 *
 * <p>A row's position is its rowid, which is the order in which rows came in. Its columns are found by their names, so
 * that files of every version of the schema are read, and those with added columns.
 */
public final class LegacyCopySource implements CopySource {
    /** A batch ends with the row that reaches this limit, so that long messages do not fill the memory. */
    private static final int CHARS_OF_A_BATCH = 2_000_000;

    private static final int ROWS_OF_A_SCAN = 5_000;
    private static final int KEYS_OF_A_QUERY = 500;

    private final ReadOnlySqlite file;
    private final String identity;
    private final LegacySchema schema;
    private final Map<StoreTable, TablePlan> plans = new EnumMap<>(StoreTable.class);

    private LegacyCopySource(ReadOnlySqlite file, LegacySchema schema) throws IOException {
        this.file = file;
        this.identity = "legacy:" + FileIdentity.of(file.file());
        this.schema = schema;
        for (var table : LegacyTable.values()) {
            if (schema.has(table)) {
                plans.put(table.target(), new TablePlan(table, schema));
            }
        }
    }

    /** Whether the file has tables of the Python backend; any other file, or none, has not. */
    public static boolean recognises(Path path) {
        try (var file = ReadOnlySqlite.open(path)) {
            return file.read(LegacySchema::of).isOfPythonBackend();
        } catch (DoxException e) {
            return false; // opening it as another kind of file reports the failure
        }
    }

    /**
     * Opens the file to read.
     *
     * @throws DoxException {@code store.foreign-file} if it is none of the Python backend, {@code store.unavailable},
     *     {@code store.busy} or {@code store.corrupt} if it cannot be read
     */
    public static LegacyCopySource open(Path path) {
        var file = ReadOnlySqlite.open(path);
        try {
            var schema = file.read(LegacySchema::of);
            if (!schema.isOfPythonBackend()) {
                throw new DoxException(
                        ErrorCode.STORE_FOREIGN,
                        "'%s' is no database of the Python backend: it has none of its tables.".formatted(path));
            }
            return new LegacyCopySource(file, schema);
        } catch (IOException e) {
            file.close();
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE, "The file '%s' cannot be read: %s".formatted(path, e), e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public String description() {
        return file.file().toString();
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Map<String, Long> foreignTables() {
        return count(schema.foreignTables(), name -> "select count(*) from " + LegacySchema.quoted(name));
    }

    @Override
    public Map<String, Long> foreignColumns() {
        var queries = new TreeMap<String, String>();
        for (var table : LegacyTable.values()) {
            for (var column : schema.foreignColumns(table)) {
                queries.put(
                        table.text() + "." + column,
                        "select count(%s) from %s"
                                .formatted(LegacySchema.quoted(column), LegacySchema.quoted(table.text())));
            }
        }
        return count(queries.keySet(), queries::get);
    }

    private Map<String, Long> count(Collection<String> names, UnaryOperator<String> query) {
        var counts = new TreeMap<String, Long>();
        for (var name : names) {
            counts.put(name, file.read(connection -> number(connection, query.apply(name))));
        }
        return counts;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public long count(StoreTable table) {
        var plan = plans.get(table);
        return plan == null
                ? 0
                : file.read(connection -> number(
                        connection,
                        "select count(*) from "
                                + LegacySchema.quoted(plan.table().text())));
    }

    @Override
    public long countAfter(StoreTable table, long position) {
        var plan = plans.get(table);
        return plan == null
                ? 0
                : file.read(connection -> number(
                        connection,
                        "select count(*) from %s where %s > %d"
                                .formatted(LegacySchema.quoted(plan.table().text()), plan.position(), position)));
    }

    @Override
    public List<SourceRow> read(StoreTable table, long after, int maxRows) {
        var plan = plans.get(table);
        if (plan == null) {
            return List.of();
        }
        var condition = " where t.%1$s > ? order by t.%1$s limit ?".formatted(plan.position());
        return rows(plan, plan.select() + condition, List.of(after, maxRows), CHARS_OF_A_BATCH);
    }

    private List<SourceRow> rows(
            TablePlan plan, String sql, List<? extends @Nullable Object> parameters, long maxChars) {
        return query(plan, sql, parameters, cursor -> {
            var read = new ArrayList<SourceRow>();
            while (cursor.chars() < maxChars && cursor.next()) {
                read.add(cursor.read());
            }
            return read;
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(RowCursor cursor) throws SQLException;
    }

    private <T> T query(TablePlan plan, String sql, List<? extends @Nullable Object> parameters, Reading<T> reading) {
        return file.read(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setObject(i + 1, parameters.get(i));
                }
                try (var rows = statement.executeQuery()) {
                    return reading.from(new RowCursor(plan, rows));
                }
            }
        });
    }

    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        long after = Long.MIN_VALUE;
        for (var rows = read(table, after, ROWS_OF_A_SCAN);
                !rows.isEmpty();
                rows = read(table, after, ROWS_OF_A_SCAN)) {
            for (var read : rows) {
                if (read.row() != null) {
                    sink.accept(read.row());
                }
            }
            after = rows.getLast().position();
        }
    }

    /** A replaced key does not show the original, so that all rows are searched for it. */
    @Override
    public List<Row> find(StoreTable table, Collection<String> keys) {
        var plan = plans.get(table);
        if (plan == null) {
            return List.of();
        }
        var wanted = Set.copyOf(keys);
        var found = new ArrayList<Row>();
        Consumer<Row> sink = row -> {
            if (wanted.contains(row.id())) {
                found.add(row);
            }
        };
        if (wanted.stream().anyMatch(key -> key.startsWith(LegacyIds.PREFIX))) {
            scan(table, sink);
        } else {
            byKey(plan, List.copyOf(wanted), sink);
        }
        return found;
    }

    private void byKey(TablePlan plan, List<String> keys, Consumer<Row> sink) {
        for (int from = 0; from < keys.size(); from += KEYS_OF_A_QUERY) {
            var some = keys.subList(from, Math.min(from + KEYS_OF_A_QUERY, keys.size()));
            var parameters = String.join(", ", Collections.nCopies(some.size(), "?"));
            var condition = " where %s in (%s)".formatted(plan.key(), parameters);
            for (var read : rows(plan, plan.select() + condition, some, Long.MAX_VALUE)) {
                if (read.row() != null) {
                    sink.accept(read.row());
                }
            }
        }
    }

    @Override
    public Map<String, @Nullable Object> original(StoreTable table, long position) {
        var plan = plans.get(table);
        return plan == null
                ? Map.of()
                : query(
                        plan,
                        atPosition(plan),
                        List.of(position),
                        cursor -> cursor.next() ? cursor.readOriginal() : Map.of());
    }

    private static String atPosition(TablePlan plan) {
        return plan.select() + " where t.%s = ?".formatted(plan.position());
    }

    @Override
    public Optional<String> keyAt(StoreTable table, long position) {
        var plan = plans.get(table);
        if (plan == null) {
            return Optional.empty();
        }
        return rows(plan, atPosition(plan), List.of(position), Long.MAX_VALUE).stream()
                .map(SourceRow::key)
                .findFirst();
    }

    @Override
    public Row placeholder(StoreTable table, String key) {
        return Placeholders.of(table, key);
    }

    @Override
    public SourceRow replay(StoreTable table, Map<String, @Nullable Object> original) {
        var plan = plans.get(table);
        if (plan == null) {
            throw invalid("'%s' has no rows for %s.".formatted(description(), table.text()));
        }
        var values = new TreeMap<String, @Nullable Object>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(original);
        if (!(values.remove(plan.position()) instanceof Number position)) {
            throw invalid("A row of '%s' has no number '%s'; leave it as it was in the reject file."
                    .formatted(plan.table().text(), plan.position()));
        }
        var parameters = new ArrayList<@Nullable Object>();
        parameters.add(position);
        for (var column : plan.columns()) {
            parameters.add(values.remove(column));
        }
        if (!values.isEmpty()) {
            throw invalid("'%s' has no column '%s'; it has %s."
                    .formatted(plan.table().text(), values.firstKey(), String.join(", ", plan.columns())));
        }
        return rows(plan, plan.selectOfParameters(), parameters, Long.MAX_VALUE).getFirst();
    }

    private static DoxException invalid(String message) {
        return new DoxException(ErrorCode.REQUEST_INVALID, message);
    }

    @Override
    public void close() {
        file.close();
    }
}
