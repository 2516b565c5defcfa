package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.binding.InstantBinding;
import ai.pmoves.dox.jooq.binding.JsonText;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a source into the file of a store, with placeholders for the parents that it lacks. */
final class RowsInStore {
    private RowsInStore() {}

    /** Returns what was written, placeholders first. */
    static Map<StoreTable, List<Row>> write(CopySource source, Path store) throws SQLException {
        var rows = new LinkedHashMap<StoreTable, List<Row>>();
        LegacyRows.of(source)
                .forEach((table, read) ->
                        rows.put(table, read.stream().map(SourceRow::row).collect(Collectors.toList())));
        addPlaceholders(source, rows);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store + "?foreign_keys=on")) {
            connection.setAutoCommit(false);
            for (var table : rows.entrySet()) {
                write(connection, table.getKey(), table.getValue());
            }
            connection.commit();
        }
        return rows;
    }

    private static void addPlaceholders(CopySource source, Map<StoreTable, List<Row>> rows) {
        for (var table : StoreTable.values()) {
            table.parents().forEach((column, parent) -> {
                var missing = new TreeSet<String>();
                rows.get(table).forEach(row -> {
                    if (row.value(column) != null) {
                        missing.add((String) row.value(column));
                    }
                });
                rows.get(parent).forEach(row -> missing.remove(row.id()));
                missing.forEach(key -> rows.get(parent).addFirst(source.placeholder(parent, key)));
            });
        }
    }

    private static void write(Connection connection, StoreTable table, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var names = table.columns().stream().map(Column::name).collect(Collectors.joining("\", \"", "\"", "\""));
        var parameters = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        var sql = "insert into %s (%s) values (%s)".formatted(table.text(), names, parameters);
        try (var statement = connection.prepareStatement(sql)) {
            for (var row : rows) {
                for (int i = 0; i < table.columns().size(); i++) {
                    statement.setObject(i + 1, stored(row.value(i)));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static @Nullable Object stored(@Nullable Object value) {
        if (value instanceof Json json) {
            return JsonText.write(json);
        }
        return value instanceof Instant instant
                ? new InstantBinding().converter().to(instant)
                : value;
    }
}
