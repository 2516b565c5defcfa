package ai.pmoves.dox.testing.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database file of the Python backend that a test or a benchmark makes, open to be written to: with a rollback
 * journal, no foreign keys, no indexes. Not thread-safe.
 */
public final class LegacyFile implements AutoCloseable {
    private final Path file;
    private final Connection connection;

    private LegacyFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Makes the file with the tables of a version. */
    public static LegacyFile create(Path file, LegacyVersion version) throws SQLException {
        var made = open(file);
        for (var statement : version.statements()) {
            made.execute(statement);
        }
        return made;
    }

    /** Opens a file that was made before. */
    public static LegacyFile open(Path file) throws SQLException {
        return new LegacyFile(file, DriverManager.getConnection("jdbc:sqlite:" + file));
    }

    /** Text of these bytes, be they UTF-8 or not, in place of a value. */
    public record RawText(byte... bytes) {}

    public Path file() {
        return file;
    }

    public Connection connection() {
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Adds a row.
     *
     * @param namesAndValues the name of a column and its value (null, a number, text, bytes for a BLOB, or {@link
     *     RawText}), and so on
     * @return its rowid
     */
    public long insert(String table, @Nullable Object... namesAndValues) throws SQLException {
        var names = new ArrayList<String>();
        var values = new ArrayList<@Nullable Object>();
        var parameters = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            names.add("\"" + namesAndValues[i] + "\"");
            values.add(value instanceof RawText raw ? raw.bytes() : value);
            parameters.add(value instanceof RawText ? "cast(? as text)" : "?");
        }
        var sql = "insert into \"%s\" (%s) values (%s)"
                .formatted(table, String.join(", ", names), String.join(", ", parameters));
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.execute();
        }
        try (var statement = connection.createStatement();
                var rowid = statement.executeQuery("select last_insert_rowid()")) {
            return rowid.getLong(1);
        }
    }

    /** Whether a table has a column. */
    boolean has(String table, String column) throws SQLException {
        try (var statement = connection.prepareStatement("select 1 from pragma_table_info(?) where name = ?")) {
            statement.setString(1, table);
            statement.setString(2, column);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Adds rows as the Python backend writes them to every table that there is. */
    public void addCleanRows() throws SQLException {
        CleanRows.addTo(this);
    }

    /** Adds as many entries of a log in one transaction; the document {@code log} is made for them if it is not there. */
    public void addLogs(int count) throws SQLException {
        execute("insert or ignore into document (id, path, type, title, source)"
                + " values ('log', 'uploads/log.xml', 'xml', 'log.xml', 'watch|upload')");
        connection.setAutoCommit(false);
        try (var statement =
                connection.prepareStatement("insert into logentry values (?, 'log', ?, ?, ?, ?, ?, null)")) {
            var levels = List.of("INFO", "warn", "ERROR", "DEBUG");
            for (int i = 0; i < count; i++) {
                statement.setString(1, "00000000-0000-4000-8000-%012d".formatted(i));
                statement.setString(2, "2025-01-%02dT%02d:%02d:%02dZ".formatted(i % 28 + 1, i % 24, i % 60, i % 59));
                statement.setString(3, levels.get(i % levels.size()));
                statement.setString(4, "E" + i % 1_000);
                statement.setString(5, "component-" + i % 20);
                statement.setString(6, "request " + i + " took " + i % 700 + " ms and answered with status 200");
                statement.addBatch();
                if (i % 10_000 == 9_999) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
