package ai.pmoves.dox.testing.stores.canonical;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that both stores have, with the columns whose values have to be equal.
 *
 * @param columns in the order of the embedded store's schema
 */
public record CanonicalTable(String name, List<Column> columns) {
    private static final String TABLES = """
            select t.name, c.name, lower(c.type) from pragma_table_list t, pragma_table_info(t.name) c
            where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'
                and t.name not in ('flyway_schema_history', 'search_state', 'vector_state', 'api_endpoint_tags')
                and t.name not like 'transfer\\_%' escape '\\'
                and t.name not like 'sync\\_%' escape '\\'
            order by t.name, c.cid""";

    /** What each store gives out itself: rows are in the order of these, but the numbers are its own. */
    private static final Set<String> OF_THE_STORE = Set.of("seq", "generation", "chunk_no", "embedding_version");

    public CanonicalTable {
        columns = List.copyOf(columns);
    }

    /** A column and what it holds. */
    public record Column(String name, ColumnKind kind) {}

    /** Returns the tables, told by the schema of the embedded store. */
    public static List<CanonicalTable> of(Connection sqlite) throws SQLException {
        var columns = new HashMap<String, List<Column>>();
        try (var statement = sqlite.createStatement();
                var row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                var ofTable = columns.computeIfAbsent(row.getString(1), name -> new ArrayList<>());
                if (!OF_THE_STORE.contains(row.getString(2))) {
                    ofTable.add(new Column(row.getString(2), ColumnKind.of(row.getString(3))));
                }
            }
        }
        return columns.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(table -> new CanonicalTable(table.getKey(), table.getValue()))
                .toList();
    }

    /** Returns all rows in insertion order; of chunks those that serve, and no others may be there. */
    public List<CanonicalRow> rows(Connection store) throws SQLException {
        try (var statement = store.createStatement();
                var row = statement.executeQuery(select())) {
            var rows = new ArrayList<CanonicalRow>();
            while (row.next()) {
                rows.add(read(row));
            }
            return rows;
        }
    }

    private String select() {
        var names = columns.stream().map(column -> '"' + column.name() + '"').collect(Collectors.joining(", "));
        return "select %s from %s order by %s".formatted(names, name, order());
    }

    private String order() {
        return switch (name) {
            case "search_chunks" -> "chunk_no";
            case "document_structure" -> "document_id";
            default -> "seq, id";
        };
    }

    private CanonicalRow read(ResultSet row) throws SQLException {
        var values = new ArrayList<@Nullable String>();
        for (int i = 0; i < columns.size(); i++) {
            boolean isNull = row.getObject(i + 1) == null;
            values.add(isNull ? null : columns.get(i).kind().read(row, i + 1));
        }
        return new CanonicalRow(this, String.valueOf(values.getFirst()), values);
    }
}
