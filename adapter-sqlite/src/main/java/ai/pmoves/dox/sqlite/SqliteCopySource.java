package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.ports.rows.Correction;
import ai.pmoves.dox.sqlite.file.FileIdentity;
import ai.pmoves.dox.sqlite.file.Placeholders;
import ai.pmoves.dox.sqlite.file.ReadOnlySqlite;
import ai.pmoves.dox.sqlite.internal.rows.RowColumns;
import ai.pmoves.dox.sqlite.internal.rows.SourceRows;
import ai.pmoves.dox.sqlite.internal.rows.SqliteRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store's file of any version, to copy from, or for the dry run of a copy into it: it is neither migrated nor changed
 * in any other way, also while a store is open on it.
 *
 * <p>A row's position is its rowid, which is the order in which rows came in. A row with a value that no store can have
 * written is rejected as {@code value.damaged}.
 */
public final class SqliteCopySource implements CopySource, CopyTarget {
    /** A batch ends with the row that reaches this limit, so that long texts and vectors do not fill the memory. */
    private static final long BYTES_OF_A_BATCH = 12_000_000;

    private static final int ROWS_OF_A_SCAN = 5_000;

    private final ReadOnlySqlite file;
    private final String identity;

    private SqliteCopySource(ReadOnlySqlite file) throws IOException {
        this.file = file;
        this.identity = "dox:" + FileIdentity.of(file.file());
    }

    /**
     * Opens the file to read.
     *
     * @throws DoxException {@code store.foreign-file} if it is no store's, {@code store.newer-schema} if a newer
     *     version wrote it, {@code store.unavailable}, {@code store.busy} or {@code store.corrupt} if it cannot be
     *     read
     */
    public static SqliteCopySource open(Path path) {
        var file = ReadOnlySqlite.open(path);
        try {
            requireOurs(file);
            return new SqliteCopySource(file);
        } catch (IOException e) {
            file.close();
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE, "The file '%s' cannot be read: %s".formatted(path, e), e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void requireOurs(ReadOnlySqlite file) {
        var tables = file.read(StoredTables::names);
        if (!tables.contains("search_state") || !tables.contains("flyway_schema_history")) {
            throw new DoxException(
                    ErrorCode.STORE_FOREIGN,
                    "'%s' is neither a store of this program nor a database of the Python backend."
                            .formatted(file.file()));
        }
        var version = file.read(StoredTables::version);
        if (version.compareTo(SqliteSchema.VERSION) > 0) {
            throw new DoxException(
                    ErrorCode.STORE_NEWER,
                    "'%s' was written by a newer version (schema %s). Upgrade this one."
                            .formatted(file.file(), version));
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
        return file.read(StoredTables::foreign);
    }

    @Override
    public Map<String, Long> foreignColumns() {
        return file.read(StoredTables::foreignColumns);
    }

    @Override
    public long count(StoreTable table) {
        return file.read(connection ->
                StoredTables.number(connection, "select count(*) from " + table.text() + SqliteRows.served(table)));
    }

    @Override
    public long countAfter(StoreTable table, long position) {
        return file.read(connection -> StoredTables.number(
                connection,
                "select count(*) from " + table.text() + SqliteRows.served(table) + " and rowid > " + position));
    }

    @Override
    public List<SourceRow> read(StoreTable table, long after, int maxRows) {
        // no index, so that rows come in the order of the file
        var sql = RowColumns.select(table, "rowid") + " not indexed" + SqliteRows.served(table)
                + " and rowid > ? order by rowid limit ?";
        return read(table, sql, statement -> {
            statement.setLong(1, after);
            statement.setInt(2, maxRows);
        });
    }

    private List<SourceRow> read(StoreTable table, String sql, Parameters parameters) {
        return file.read(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                parameters.set(statement);
                var rows = new ArrayList<SourceRow>();
                var reader = new SourceRows(table, statement.executeQuery());
                while (reader.bytes() < BYTES_OF_A_BATCH && reader.next()) {
                    rows.add(reader.read());
                }
                return rows;
            }
        });
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    @Override
    public Map<String, @Nullable Object> original(StoreTable table, long position) {
        return file.read(connection -> {
            try (var statement = connection.prepareStatement(atPosition(table))) {
                statement.setLong(1, position);
                var rows = new SourceRows(table, statement.executeQuery());
                return rows.next() ? rows.original() : Map.of();
            }
        });
    }

    @Override
    public Optional<String> keyAt(StoreTable table, long position) {
        return read(table, atPosition(table), statement -> statement.setLong(1, position)).stream()
                .map(SourceRow::key)
                .findFirst();
    }

    private static String atPosition(StoreTable table) {
        return RowColumns.select(table, "rowid") + SqliteRows.served(table) + " and rowid = ?";
    }

    /** A page at a time, so that a file without a WAL is not held against its writers for long. */
    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        var rows = read(table, Long.MIN_VALUE, ROWS_OF_A_SCAN);
        while (!rows.isEmpty()) {
            rows.stream().map(SourceRow::row).forEach(row -> {
                if (row != null) {
                    sink.accept(row);
                }
            });
            rows = read(table, rows.getLast().position(), ROWS_OF_A_SCAN);
        }
    }

    @Override
    public List<Row> find(StoreTable table, Collection<String> keys) {
        return file.read(connection -> SqliteRows.find(connection, table, keys));
    }

    @Override
    public List<Correction> corrections(StoreTable table) {
        return file.read(connection -> {
            var found = new ArrayList<Correction>();
            if (!StoredTables.names(connection).contains("transfer_corrections")) {
                return found; // of an older version
            }
            var sql = "select key, original_digest, row_key from transfer_corrections where table_name = ?";
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, table.text());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Correction(rows.getString(1), rows.getString(2), rows.getString(3)));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public Row placeholder(StoreTable table, String key) {
        return Placeholders.of(table, key);
    }

    @Override
    public SourceRow replay(StoreTable table, Map<String, @Nullable Object> original) {
        var values = new TreeMap<String, @Nullable Object>(original);
        if (!(values.remove(SourceRows.POSITION) instanceof Number position)) {
            throw invalid("A row of '%s' has no number '%s'; leave it as it was in the reject file."
                    .formatted(table.text(), SourceRows.POSITION));
        }
        var parameters = new ArrayList<@Nullable Object>();
        for (var column : table.columns()) {
            if (column.isRequired() && values.get(column.name()) == null) {
                throw invalid("A row of '%s' has no '%s', which it needs.".formatted(table.text(), column.name()));
            }
            parameters.add(values.remove(column.name()));
        }
        if (!values.isEmpty()) {
            throw invalid("'%s' has no column '%s'.".formatted(table.text(), values.firstKey()));
        }
        parameters.add(position);
        var sql = "select " + "?, ".repeat(parameters.size() - 1) + "?";
        return read(table, sql, statement -> {
                    for (int i = 0; i < parameters.size(); i++) {
                        statement.setObject(i + 1, parameters.get(i));
                    }
                })
                .getFirst();
    }

    private static DoxException invalid(String message) {
        return new DoxException(ErrorCode.REQUEST_INVALID, message);
    }

    @Override
    public void close() {
        file.close();
    }
}
