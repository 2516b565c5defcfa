package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of each earlier version, with a row in each of its tables, becomes one of this version when it is opened. */
class EarlierSchemasTest {
    @TempDir
    private Path folder;

    static Stream<String> versions() throws IOException {
        try (var scripts = Files.list(Path.of("..", "migrations", "sqlite"))) {
            var names = scripts.map(script -> script.getFileName().toString())
                    .sorted()
                    .toList();
            return names.subList(0, names.size() - 1).stream().map(name -> name.substring(0, name.indexOf('_')));
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void openingItKeepsTheRows(String version) throws SQLException {
        var file = folder.resolve("db.sqlite3");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:dox/migrations/sqlite")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .target(version)
                .load()
                .migrate();
        var filled = new ArrayList<StoreTable>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            for (var table : StoreTable.values()) {
                if (insert(connection, table)) {
                    filled.add(table);
                }
            }
        }
        assertThat(filled).contains(StoreTable.ARTIFACTS, StoreTable.LOG_ENTRIES, StoreTable.SEARCH_CHUNKS);

        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            assertThat(filled).allSatisfy(table -> {
                assertThat(store.rows().find(table, List.of("x")))
                        .as(table.text())
                        .extracting(Row::id)
                        .containsExactly("x");
                assertThat(store.rows().count(table)).as(table.text()).isEqualTo(1);
            });
        }
    }

    /** Inserts a row whose key and references are {@code x}; returns false if this version has no such table. */
    private static boolean insert(Connection connection, StoreTable table) throws SQLException {
        var values = new ArrayList<String>();
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var columns = statement.executeQuery("pragma table_info(" + table.text() + ")")) {
            while (columns.next()) {
                var name = columns.getString("name");
                int place = table.indexOf(name);
                boolean isRequired = columns.getBoolean("notnull") && !columns.getBoolean("pk");
                if (place >= 0 || isRequired) {
                    names.add('"' + name + '"');
                    values.add(
                            place < 0 ? "1" : value(table.columns().get(place).type()));
                }
            }
        }
        if (names.isEmpty()) {
            return false;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("insert into %s (%s) values (%s)"
                    .formatted(table.text(), String.join(", ", names), String.join(", ", values)));
        }
        return true;
    }

    private static String value(ColumnType type) {
        return switch (type) {
            case TEXT -> "'x'";
            case JSON -> "'{}'";
            case TIME -> "'2026-11-22T10:00:00.000000Z'";
            case VECTOR -> "null";
            case BIGINT, INTEGER, BOOLEAN, DOUBLE -> "1";
        };
    }
}
