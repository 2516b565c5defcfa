package ai.pmoves.dox.supabase;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One-line SQL for tests. */
public final class Sql {
    private Sql() {}

    public static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the first value of the only row. */
    public static String ask(Connection connection, String query, @Nullable Object... values) throws SQLException {
        var rows = rows(connection, query, values);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows: " + query);
        }
        return String.valueOf(rows.getFirst().getFirst());
    }

    /** Returns the first value of each row. */
    public static List<String> list(Connection connection, String query, @Nullable Object... values)
            throws SQLException {
        return rows(connection, query, values).stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    public static List<List<@Nullable String>> rows(Connection connection, String query, @Nullable Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                var rows = new ArrayList<List<@Nullable String>>();
                while (result.next()) {
                    var row = new ArrayList<@Nullable String>();
                    for (int column = 1; column <= columns; column++) {
                        row.add(result.getString(column));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }
}
