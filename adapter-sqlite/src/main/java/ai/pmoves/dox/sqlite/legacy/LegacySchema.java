package ai.pmoves.dox.sqlite.legacy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables and columns of a file: they differ by version of the Python backend, and users add their own.
 *
 * @param tables the names of the columns by the name of their table; both without regard to case, as in SQLite
 */
record LegacySchema(Map<String, List<String>> tables) {
    /** A file of this program has tables of the same names. */
    private static final String OF_OURS = "search_state";

    static LegacySchema of(Connection connection) throws SQLException {
        var tables = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select name from sqlite_schema where type = 'table'"
                        + " and name not like 'sqlite\\_%' escape '\\' and sql not like 'create virtual%'")) {
            while (rows.next()) {
                tables.put(rows.getString(1), new ArrayList<>());
            }
        }
        for (var table : tables.entrySet()) {
            try (var statement = connection.prepareStatement("select name from pragma_table_info(?)")) {
                statement.setString(1, table.getKey());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        table.getValue().add(rows.getString(1));
                    }
                }
            }
        }
        return new LegacySchema(tables);
    }

    boolean isOfPythonBackend() {
        return !tables.containsKey(OF_OURS)
                && Arrays.stream(LegacyTable.values()).anyMatch(this::has);
    }

    /** Whether there is such a table, with its key: another one of the same name is none of the Python backend. */
    boolean has(LegacyTable table) {
        return hasColumn(table, table.key());
    }

    boolean hasColumn(LegacyTable table, String column) {
        return columns(table).stream().anyMatch(column::equalsIgnoreCase);
    }

    /** The columns of a table, none if the file does not have it. */
    List<String> columns(LegacyTable table) {
        return tables.getOrDefault(table.text(), List.of());
    }

    /** The columns of a table that have no place in the stores. */
    List<String> foreignColumns(LegacyTable table) {
        return columns(table).stream().filter(column -> !table.knows(column)).toList();
    }

    /** The tables that have no place in the stores. */
    Collection<String> foreignTables() {
        return tables.keySet().stream()
                .filter(name -> Arrays.stream(LegacyTable.values())
                        .noneMatch(table -> table.text().equalsIgnoreCase(name) && has(table)))
                .toList();
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
