package ai.pmoves.dox.sqlite.internal.rows;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.jooq.rows.JooqRows;
import ai.pmoves.dox.jooq.rows.RowSql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** The rows of the embedded store, in plain JDBC. */
public final class SqliteRows extends JooqRows {
    /** As many as a batch may keep in memory a second time. */
    private static final int BATCH = 2_000;

    private final Path file;

    public SqliteRows(JooqSession session, Path file) {
        super(session, new SyncMarks(), "");
        this.file = file;
    }

    @Override
    public String description() {
        return file.toString();
    }

    /** The rows of a table that count: for chunks, those of the serving generation. */
    public static String served(StoreTable table) {
        return table == StoreTable.SEARCH_CHUNKS
                ? " where generation = (select serving_generation from search_state)"
                : " where true";
    }

    @Override
    public long count(StoreTable table) {
        return session().read(dsl -> dsl.fetchSingle("select count(*) from " + table.text() + served(table))
                .get(0, Long.class));
    }

    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        // no index, so that rows come in the order of the file
        var sql = RowColumns.select(table) + " not indexed" + served(table);
        session().stream(dsl -> dsl.connectionResult(connection -> {
            var columns = new RowColumns(table);
            try (var statement = connection.prepareStatement(sql);
                    var result = statement.executeQuery()) {
                while (result.next()) {
                    sink.accept(columns.read(result));
                }
            }
            return table;
        }));
    }

    @Override
    protected List<Row> findStored(StoreTable table, Collection<String> keys) {
        return session().read(dsl -> dsl.connectionResult(connection -> find(connection, table, keys)));
    }

    /** The rows with these keys, in the keys' order. */
    public static List<Row> find(Connection connection, StoreTable table, Collection<String> keys) throws SQLException {
        var columns = new RowColumns(table);
        var found = new ArrayList<Row>();
        var sql = RowColumns.select(table) + served(table) + " and " + RowSql.name(table.key()) + " = ?";
        try (var statement = connection.prepareStatement(sql)) {
            for (var key : keys) {
                statement.setString(1, key);
                try (var result = statement.executeQuery()) {
                    if (result.next()) {
                        found.add(columns.read(result));
                    }
                }
            }
        }
        return found;
    }

    @Override
    protected Set<String> storedOf(StoreTable table, Collection<String> keys) {
        var sql = "select 1 from " + table.text() + served(table) + " and " + RowSql.name(table.key()) + " = ?";
        return session()
                .read(dsl -> dsl.connectionResult(connection -> {
                    var stored = new HashSet<String>();
                    try (var statement = connection.prepareStatement(sql)) {
                        for (var key : keys) {
                            statement.setString(1, key);
                            try (var result = statement.executeQuery()) {
                                if (result.next()) {
                                    stored.add(key);
                                }
                            }
                        }
                    }
                    return stored;
                }));
    }

    @Override
    protected int remove(DSLContext dsl, StoreTable table, Collection<String> keys) {
        var sql = "delete from " + table.text() + served(table) + " and " + RowSql.name(table.key()) + " = ?";
        return dsl.connectionResult(connection -> {
            if (table == StoreTable.SEARCH_CHUNKS) {
                ChunkCopies.removeOfOtherGenerations(connection, keys);
            }
            try (var statement = connection.prepareStatement(sql)) {
                int removed = 0;
                for (var key : keys) {
                    statement.setString(1, key);
                    removed += statement.executeUpdate();
                }
                return removed;
            }
        });
    }

    @Override
    protected Written put(DSLContext dsl, StoreTable table, List<Row> rows, boolean overNewer) {
        if (table == StoreTable.SEARCH_CHUNKS) {
            return ChunkCopies.put(dsl, rows);
        }
        return dsl.connectionResult(connection -> {
            var there = insert(connection, table, rows);
            PartIndex.addNewRows(dsl, table.text());
            var added = new Written(rows.size() - there.size(), 0, 0, 0);
            return there.isEmpty() ? added : added.plus(replace(connection, table, there, overNewer));
        });
    }

    /** Inserts the rows whose keys are new; returns the others. */
    private static List<Row> insert(Connection connection, StoreTable table, List<Row> rows) throws SQLException {
        var sql = "insert into %s (%s) values (%s) on conflict (%s) do nothing"
                .formatted(
                        table.text(), RowSql.names(table), RowSql.each(table, column -> "?"), RowSql.name(table.key()));
        return executeEach(connection, sql, table, rows, false);
    }

    /** Since no other transaction writes meanwhile, the rows read first are the rows replaced. */
    private static Written replace(Connection connection, StoreTable table, List<Row> rows, boolean overNewer)
            throws SQLException {
        var stored = find(connection, table, rows.stream().map(Row::id).toList());
        int revision = overNewer ? -1 : table.indexOf("revision");
        var changed = new ArrayList<Row>();
        long newer = 0;
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var had = stored.get(i);
            if (revision >= 0
                    && had.value(revision) instanceof Long number
                    && number > (long) requireNonNull(row.value(revision))) {
                newer++;
            } else if (!row.equals(had)) {
                changed.add(row);
            }
        }
        var sql = "update %s set %s where %s = ?"
                .formatted(
                        table.text(),
                        RowSql.each(table, column -> RowSql.name(column) + " = ?"),
                        RowSql.name(table.key()));
        executeEach(connection, sql, table, changed, true);
        return new Written(0, changed.size(), rows.size() - changed.size() - newer, newer);
    }

    /** Executes the statement with each row; returns those with which it changed nothing. */
    private static List<Row> executeEach(
            Connection connection, String sql, StoreTable table, List<Row> rows, boolean withKey) throws SQLException {
        var without = new ArrayList<Row>();
        var columns = new RowColumns(table);
        try (var statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < rows.size(); from += BATCH) {
                var batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
                for (var row : batch) {
                    bind(statement, columns, row, withKey);
                }
                int[] counts = statement.executeBatch();
                for (int i = 0; i < counts.length; i++) {
                    if (counts[i] == 0) {
                        without.add(batch.get(i));
                    }
                }
            }
        }
        return without;
    }

    private static void bind(PreparedStatement statement, RowColumns columns, Row row, boolean withKey)
            throws SQLException {
        columns.bind(statement, 1, row);
        if (withKey) {
            statement.setString(row.table().columns().size() + 1, row.id());
        }
        statement.addBatch();
    }
}
