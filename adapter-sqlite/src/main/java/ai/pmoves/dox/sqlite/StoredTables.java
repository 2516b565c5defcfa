package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tables and columns of a store's file: users add their own. */
final class StoredTables {
    /** The store's tables that are not copied: they hold no library data, or follow from copied rows. */
    private static final Set<String> INTERNAL = Set.of(
            "flyway_schema_history",
            "api_endpoint_tags",
            "search_state",
            "vector_state",
            "transfer_checkpoints",
            "transfer_corrections",
            "sync_state",
            "sync_touched",
            "sync_changes",
            "sync_dead_letters",
            "sync_places",
            "sync_history",
            "sync_checkpoints",
            "sync_confirmed_removals");

    private static final Set<String> INTERNAL_OF_CHUNKS =
            Set.of("generation", "chunk_no", "embedding_384", "embedding_1024", "embedding_version");

    private StoredTables() {}

    /** The names of all tables but those that SQLite and its full-text indexes make for themselves. */
    static List<String> names(Connection connection) throws SQLException {
        return strings(connection, """
                select name from pragma_table_list where schema = 'main' and type = 'table'
                    and name not like 'sqlite\\_%' escape '\\'""");
    }

    /** The newest script that the file has had. */
    static String version(Connection connection) throws SQLException {
        var versions = strings(connection, "select max(version) from flyway_schema_history where success");
        return String.valueOf(versions.getFirst());
    }

    /** The scripts that the file has had, in their order, each with its checksum and whether it succeeded. */
    static List<String> history(Connection connection) throws SQLException {
        return names(connection).contains("flyway_schema_history") ? strings(connection, """
                select version || ' ' || checksum || ' ' || success from flyway_schema_history order by installed_rank""") : List.of();
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Foreign tables, with the number of their rows. */
    static Map<String, Long> foreign(Connection connection) throws SQLException {
        var foreign = new TreeMap<String, Long>();
        for (var name : names(connection)) {
            if (!INTERNAL.contains(name) && StoreTable.named(name).isEmpty()) {
                foreign.put(name, number(connection, "select count(*) from " + quoted(name)));
            }
        }
        return foreign;
    }

    /** Foreign columns in the store's tables, with the number of their values. */
    static Map<String, Long> foreignColumns(Connection connection) throws SQLException {
        var foreign = new TreeMap<String, Long>();
        for (var table : StoreTable.values()) {
            var ours = table.columns().stream().map(Column::name).toList();
            for (var name : strings(connection, "select name from pragma_table_info('%s')".formatted(table.text()))) {
                boolean isInternal = table == StoreTable.SEARCH_CHUNKS && INTERNAL_OF_CHUNKS.contains(name);
                if (!isInternal && !ours.contains(name)) {
                    foreign.put(
                            table.text() + "." + name,
                            number(connection, "select count(%s) from %s".formatted(quoted(name), table.text())));
                }
            }
        }
        return foreign;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
