package ai.pmoves.dox.supabase.parity;

import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.parity.Schema.Part;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;

/** Makes and reads the schema of the embedded store. */
final class SqliteSchema {
    private static final Pattern CHECK = Pattern.compile("\\bcheck \\(([^)]*)\\)");
    private static final Pattern WHERE = Pattern.compile("(?s).*\\bwhere\\b(.*)");

    private static final String TABLES = """
            select 'table ' || name, type, name from pragma_table_list
            where schema = 'main' and type in ('table', 'virtual', 'view')
                and name not in ('flyway_schema_history', 'sqlite_schema', 'sqlite_sequence')""";

    private static final String COLUMNS = """
            select 'column ' || t.name || '.' || c.name, lower(c.type), c.name,
                iif(c."notnull", ' not null', '') || coalesce(' default ' || c.dflt_value, '')
                    || iif(c.hidden > 1, ' generated', '')
            from pragma_table_list t, pragma_table_xinfo(t.name) c where t.name = ? and t.type = 'table'""";

    private static final String PRIMARY_KEY = """
            select 'primary key ' || ?1, '(' || group_concat(name, ', ' order by pk) || ')'
            from pragma_table_xinfo(?1) where pk > 0 having count(*) > 0""";

    private static final String FOREIGN_KEYS = """
            select 'foreign key ' || ?1 || ' (' || group_concat("from", ', ' order by seq) || ')',
                'references ' || "table" || ' (' || group_concat("to", ', ' order by seq) || ')'
                    || ' on delete ' || lower(on_delete) || ' on update ' || lower(on_update)
            from pragma_foreign_key_list(?1) group by id""";

    private static final String INDEXES = """
            select iif(l.origin = 'c', 'index ' || l.name, 'unique ' || ?1 || ' ' || x.columns),
                iif(l."unique", 'unique ', '') || 'on ' || ?1 || ' ' || x.columns, coalesce(m.sql, '')
            from pragma_index_list(?1) l
            join sqlite_schema m on m.name = l.name
            join (select i.name, '(' || group_concat(x.name || iif(x.desc, ' desc', ''), ', ' order by x.seqno) || ')'
                    as columns
                from pragma_index_list(?1) i, pragma_index_xinfo(i.name) x where x.key group by i.name) x
                on x.name = l.name
            where l.origin <> 'pk'""";

    private static final String SCRIPTS =
            "select 'script ' || version, 'applied' from flyway_schema_history where success";

    private SqliteSchema() {}

    static Connection migrated(Path file) throws SQLException {
        var url = "jdbc:sqlite:" + file;
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:dox/migrations/sqlite")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .load()
                .migrate();
        return DriverManager.getConnection(url);
    }

    static Schema read(Connection connection) throws SQLException {
        var parts = new ArrayList<Part>();
        for (var table : Sql.rows(connection, TABLES)) {
            var name = String.valueOf(table.get(2));
            parts.add(part(name, table.get(0), table.get(1)));
            parts.addAll(columns(connection, name));
            parts.addAll(checks(connection, name));
            for (var sql : List.of(PRIMARY_KEY, FOREIGN_KEYS)) {
                Sql.rows(connection, sql, name).forEach(row -> parts.add(part(name, row.get(0), row.get(1))));
            }
            for (var row : Sql.rows(connection, INDEXES, name)) {
                var where = WHERE.matcher(String.valueOf(row.get(2)));
                parts.add(part(
                        name,
                        row.get(0),
                        row.get(1)
                                + (where.matches() ? " where " + where.group(1).strip() : "")));
            }
        }
        Sql.rows(connection, SCRIPTS).forEach(row -> parts.add(part("", row.get(0), row.get(1))));
        return Schema.of(parts);
    }

    private static List<Part> columns(Connection connection, String table) throws SQLException {
        return Sql.rows(connection, COLUMNS, table).stream()
                .map(row -> part(
                        table,
                        row.get(0),
                        typeInPostgres(String.valueOf(row.get(1)), String.valueOf(row.get(2))) + row.get(3)))
                .toList();
    }

    private static String typeInPostgres(String type, String column) {
        return switch (type) {
            case "json_text" -> "jsonb";
            case "timestamp_text" -> "timestamp with time zone";
            case "vector_blob" -> "vector(" + column.replaceFirst(".*_", "") + ")";
            default -> type;
        };
    }

    /** They stand nowhere but in the text of the table's definition. */
    private static List<Part> checks(Connection connection, String table) throws SQLException {
        var definition = Sql.ask(connection, "select sql from sqlite_schema where type <> 'index' and name = ?", table);
        return CHECK.matcher(definition)
                .results()
                .map(check -> part(table, "check " + table + " (" + check.group(1) + ")", "valid"))
                .toList();
    }

    private static Part part(String table, Object name, Object definition) {
        return new Part(table, String.valueOf(name), String.valueOf(definition));
    }
}
