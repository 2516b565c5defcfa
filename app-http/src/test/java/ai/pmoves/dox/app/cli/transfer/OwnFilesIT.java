package ai.pmoves.dox.app.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a file of an embedded store, of whatever age and however it was left, to the shared one, by the commands alone. */
class OwnFilesIT {
    private static final int LOGS = 1_000;

    @TempDir
    private Path folder;

    private String database = "";
    private Path file = Path.of("");

    @BeforeEach
    void makeDatabase() {
        database = MigratedDatabase.create();
        file = folder.resolve("db.sqlite3");
    }

    @AfterEach
    void dropDatabase() {
        PostgresServer.shared().dropDatabase(database);
    }

    private CommandResult dox(String... arguments) {
        return CommandResult.of(
                folder,
                Map.of(
                        "DOX_HOME",
                        folder.resolve("home").toString(),
                        "DB_BACKEND",
                        "supabase",
                        "SUPABASE_DB_URL",
                        database),
                arguments);
    }

    private CommandResult backfill(Path source) {
        return dox("backfill", "--json", "--from-sqlite", source.toString(), "--batch-size", "100");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A store as it was when the script of this version was the newest one. */
    private static Flyway store(Path file, String version) {
        return Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:dox/migrations/sqlite")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .target(version)
                .load();
    }

    static List<String> versions() throws IOException {
        var empty = Files.createTempDirectory("dox-versions");
        try {
            return Arrays.stream(store(empty.resolve("none.sqlite3"), "latest")
                            .info()
                            .all())
                    .map(script -> script.getVersion().getVersion())
                    .toList();
        } finally {
            Files.deleteIfExists(empty.resolve("none.sqlite3"));
            Files.delete(empty);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aFileOfEveryVersionGoesOverAsItIs(String version) throws Exception {
        store(file, version).migrate();
        int rows = 0;
        try (var connection = connect()) {
            for (var table : StoreTable.values()) {
                rows += fill(connection, table);
            }
        }
        var before = Files.readAllBytes(file);

        var copied = backfill(file);

        assertThat(copied.exitCode()).as(copied.err() + copied.out()).isZero();
        assertThat(sum(copied, "added")).isEqualTo(rows);
        assertThat(dox("parity", "--from-sqlite", file.toString()).exitCode()).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private static long sum(CommandResult copied, String what) throws IOException {
        long sum = 0;
        for (var table : copied.json().get("tables")) {
            sum += table.get(what).asLong();
        }
        return sum;
    }

    /** Adds three rows with a value in every column that the table has, but vectors. */
    private static int fill(Connection connection, StoreTable table) throws SQLException {
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var columns = statement.executeQuery("pragma table_info(%s)".formatted(table.text()))) {
            while (columns.next()) {
                var name = columns.getString("name");
                if (!name.startsWith("embedding") && !name.equals("chunk_no")) {
                    names.add('"' + name + '"');
                    values.add(value(table, name, columns.getString("type")));
                }
            }
        }
        var sql = "insert into %s (%s) values (%s)"
                .formatted(table.text(), String.join(", ", names), String.join(", ", values));
        for (int i = 1; i <= 3; i++) {
            execute(connection, sql.replace("$", Integer.toString(i)));
        }
        return 3;
    }

    private static String value(StoreTable table, String column, String type) {
        if (column.equals(table.key().name())) {
            return "'key $'";
        }
        if (table.parents().containsKey(column)) {
            return "'key 1'";
        }
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "text" -> "'it''s %s $'".formatted(column);
            case "json_text" -> "'{\"n\": [$, 1.0, null]}'";
            case "timestamp_text" -> "'2026-01-02T03:04:0$.123456Z'";
            case "boolean" -> "$ % 2";
            case "double precision" -> "0.$";
            default -> column.equals("generation") ? "1" : "$";
        };
    }

    private static List<Row> logs(int from, int to, String message) {
        return IntStream.range(from, to)
                .mapToObj(i -> Row.of(
                        StoreTable.LOG_ENTRIES, "l" + i, i + 1L, "d", null, null, "INFO", null, null, message, null))
                .toList();
    }

    private static Row document() {
        return Row.of(StoreTable.DOCUMENTS, "d", 1L, null, "path", "xml", null, null, null, null, 1L);
    }

    /** The files as they are now, in a place where nobody has them open: what a dead writer leaves. */
    private Path dead(String... endings) throws IOException {
        var dead = Files.createDirectories(folder.resolve("dead")).resolve("db.sqlite3");
        Files.copy(file, dead);
        for (var ending : endings) {
            Files.copy(file.resolveSibling(file.getFileName() + ending), dead.resolveSibling("db.sqlite3" + ending));
        }
        return dead;
    }

    private void assertOver(Path source, long logs, String message) throws Exception {
        var copied = backfill(source);
        assertThat(copied.exitCode()).as(copied.err() + copied.out()).isZero();
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.prepareStatement("select count(*) from log_entries where message = ?")) {
            statement.setString(1, message);
            try (var count = statement.executeQuery()) {
                count.next();
                assertThat(count.getLong(1)).isEqualTo(logs);
            }
        }
    }

    @Test
    void whatIsOnlyInTheWalGoesOver() throws Exception {
        try (var store = SqliteStore.open(SqliteConfig.of(file));
                var reader = connect()) {
            store.rows().write(StoreTable.DOCUMENTS, List.of(document()), null);
            execute(reader, "begin", "select * from documents"); // keeps the WAL from going into the file
            store.rows().write(StoreTable.LOG_ENTRIES, logs(0, LOGS, "in the WAL"), null);
            assertOver(dead("-wal"), LOGS, "in the WAL");
            assertOver(file, LOGS, "in the WAL");
        }
    }

    @Test
    void whatADeadWriterDidNotCommitDoesNot() throws Exception {
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            store.rows().write(StoreTable.DOCUMENTS, List.of(document()), null);
            store.rows().write(StoreTable.LOG_ENTRIES, logs(0, LOGS, "committed"), null);
        }
        try (var writer = connect()) {
            execute(
                    writer,
                    "pragma journal_mode = delete",
                    "pragma cache_size = 5",
                    "begin immediate",
                    "update log_entries set message = hex(randomblob(300))");
            assertOver(dead("-journal"), LOGS, "committed");
        }
    }

    @Test
    void aStoreInUseIsCaughtUpWith() throws Exception {
        try (var store = SqliteStore.open(SqliteConfig.of(file));
                var threads = Executors.newSingleThreadExecutor()) {
            store.rows().write(StoreTable.DOCUMENTS, List.of(document()), null);
            store.rows().write(StoreTable.LOG_ENTRIES, logs(0, LOGS, "first"), null);
            var isOver = new AtomicBoolean();
            Callable<Integer> writing = () -> {
                int written = LOGS;
                while (!isOver.get()) {
                    store.rows().write(StoreTable.LOG_ENTRIES, logs(written, ++written, "meanwhile"), null);
                    Thread.sleep(2);
                }
                return written - LOGS;
            };
            var written = threads.submit(writing);
            assertThat(backfill(file).exitCode()).isIn(0, 3); // 3: a row came between the copy and the comparison
            isOver.set(true);
            assertThat(written.get()).isPositive();
            assertOver(file, written.get(), "meanwhile");
            assertThat(dox("parity", "--from-sqlite", file.toString()).exitCode())
                    .isZero();
        }
    }
}
