package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.contract.store.OddRows;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.InvalidValue;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.Remark;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.Correction;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.sqlite.internal.rows.RowColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store's file is read as what it is, whatever its version, and left as it is. */
class SqliteCopySourceTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("dox.db");
    }

    private void fill(Path store) {
        try (var opened = SqliteStore.open(SqliteConfig.of(store))) {
            OddRows.parents().forEach(parent -> opened.rows().write(parent.table(), List.of(parent), null));
            for (var table : StoreTable.values()) {
                opened.rows().write(table, OddRows.variants(table, "row "), null);
            }
        }
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<Row> all(RowReader reader, StoreTable table) {
        var rows = new ArrayList<Row>();
        reader.scan(table, rows::add);
        return rows;
    }

    private static List<SourceRow> inSteps(CopySource source, StoreTable table, int maxRows) {
        var rows = new ArrayList<SourceRow>();
        var step = source.read(table, Long.MIN_VALUE, maxRows);
        while (!step.isEmpty()) {
            assertThat(step).hasSizeLessThanOrEqualTo(maxRows);
            rows.addAll(step);
            step = source.read(table, step.getLast().position(), maxRows);
        }
        return rows;
    }

    @Test
    void everyRowIsReadInOrderInOnePassAndByItsKey() {
        fill(file);
        try (var store = SqliteStore.open(SqliteConfig.of(file));
                var source = SqliteCopySource.open(file)) {
            for (var table : StoreTable.values()) {
                var expected = all(store.rows(), table);
                assertThat(expected).isNotEmpty();
                assertThat(all(source, table)).as(table.text()).isEqualTo(expected);
                assertThat(inSteps(source, table, 2))
                        .as(table.text())
                        .allSatisfy(row -> assertThat(row.remarks()).isEmpty())
                        .extracting(SourceRow::row)
                        .isEqualTo(expected);
                assertThat(source.count(table)).isEqualTo(expected.size());
                assertThat(source.find(table, List.of(expected.getLast().id(), "nowhere")))
                        .containsExactly(expected.getLast());
            }
        }
    }

    @Test
    void positionsAreAscendingAndLeadBackToTheirKeys() {
        fill(file);
        try (var source = SqliteCopySource.open(file)) {
            for (var table : StoreTable.values()) {
                var rows = inSteps(source, table, 4);
                assertThat(rows).extracting(SourceRow::position).isSorted().doesNotHaveDuplicates();
                for (var row : rows) {
                    assertThat(source.keyAt(table, row.position())).contains(row.key());
                }
                assertThat(source.keyAt(table, 1_000_000)).isEmpty();
                assertThat(source.countAfter(table, rows.getFirst().position())).isEqualTo(rows.size() - 1);
            }
        }
    }

    @Test
    void nothingIsChangedNorMadeBesideIt() throws Exception {
        fill(file);
        var before = Files.readAllBytes(file);
        try (var source = SqliteCopySource.open(file)) {
            assertThat(source.count(StoreTable.TAGS)).isPositive();
            try (var files = Files.list(folder)) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("dox.db", "dox.db.open.lock");
            }
            assertThat(source.identity()).startsWith("dox:" + file.toRealPath() + "#");
            assertThat(source.description()).isEqualTo(file.toString());
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whatAnOpenStoreWritesIsSeen() {
        try (var store = SqliteStore.open(SqliteConfig.of(file));
                var source = SqliteCopySource.open(file)) {
            assertThat(source.count(StoreTable.DOCUMENTS)).isZero();
            OddRows.parents().forEach(parent -> store.rows().write(parent.table(), List.of(parent), null));
            assertThat(source.count(StoreTable.DOCUMENTS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261122000000", "20261122000100", SqliteSchema.VERSION})
    void filesOfEveryVersionAreReadWithoutMigratingThem(String version) throws Exception {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:dox/migrations/sqlite")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .target(version)
                .load()
                .migrate();
        execute("insert into tag_prompts values ('p', 1, 'd', 'prompt', null, '2026-01-02T03:04:05.123456Z', null)");
        try (var source = SqliteCopySource.open(file)) {
            for (var table : StoreTable.values()) {
                assertThat(all(source, table)).hasSize(table == StoreTable.TAG_PROMPTS ? 1 : 0);
                assertThat(source.corrections(table)).isEmpty();
            }
            assertThat(source.foreignTables()).isEmpty();
            assertThat(source.foreignColumns()).isEmpty();
        }
    }

    @Test
    void theVersionIsThatOfTheNewestScript() throws Exception {
        SqliteStore.open(SqliteConfig.of(file)).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(StoredTables.version(connection)).isEqualTo(SqliteSchema.VERSION);
        }
    }

    @Test
    void largeRowsComeInSmallBatches() {
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            OddRows.parents().forEach(parent -> store.rows().write(parent.table(), List.of(parent), null));
            var large = IntStream.range(0, 20)
                    .mapToObj(
                            i -> OddRows.of(StoreTable.LOG_ENTRIES, "l" + i, 0).with("message", "m".repeat(1_000_000)))
                    .toList();
            store.rows().write(StoreTable.LOG_ENTRIES, large, null);
        }
        try (var source = SqliteCopySource.open(file)) {
            assertThat(source.read(StoreTable.LOG_ENTRIES, Long.MIN_VALUE, 1_000))
                    .hasSize(12);
            assertThat(inSteps(source, StoreTable.LOG_ENTRIES, 1_000)).hasSize(20);
        }
    }

    @Test
    void largeJsonComesInSmallerBatchesThanText() {
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            OddRows.parents().forEach(parent -> store.rows().write(parent.table(), List.of(parent), null));
            var json = Json.of(IntStream.range(0, 100_000).boxed().toList());
            var large = IntStream.range(0, 20)
                    .mapToObj(
                            i -> OddRows.of(StoreTable.LOG_ENTRIES, "l" + i, 0).with("attrs", json))
                    .toList();
            store.rows().write(StoreTable.LOG_ENTRIES, large, null);
        }
        try (var source = SqliteCopySource.open(file)) {
            assertThat(source.read(StoreTable.LOG_ENTRIES, Long.MIN_VALUE, 1_000))
                    .hasSizeBetween(1, 4);
            assertThat(inSteps(source, StoreTable.LOG_ENTRIES, 1_000)).hasSize(20);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            log_entries   | ts_at       | 'yesterday'    | yesterday
            log_entries   | ts_at       | ''             | ``
            tags          | hrm_steps   | 'many'         | many
            tags          | hrm_steps   | 1.5            | 1.5
            tags          | hrm_steps   | 3000000000     | 3000000000
            tags          | score       | 'high'         | high
            tags          | score       | 9e999          | Infinity
            tags          | revision    | x'0102'        | 2 bytes 01 02
            tags          | tag         | x'7461'        | 2 bytes 74 61
            log_entries   | attrs       | x'7b7d'        | 2 bytes 7b 7d
            hrm_runs      | halted      | 2              | 2
            search_chunks | embedding   | x'00'          | 1 bytes 00
            """)
    void aValueThatCannotBeIsRejectedWithItsRow(String table, String column, String sql, String detail)
            throws Exception {
        fill(file);
        var stored = StoreTable.named(table).orElseThrow();
        var inFile = column.equals("embedding") ? "embedding_384" : column;
        execute("update %s set %s = %s where id = 'row 1'".formatted(table, inFile, sql));
        try (var source = SqliteCopySource.open(file)) {
            var rejected = inSteps(source, stored, 100).stream()
                    .filter(row -> row.row() == null)
                    .toList();
            assertThat(rejected).hasSize(1);
            var row = rejected.getFirst();
            assertThat(row.key()).isEqualTo("row 1");
            assertThat(row.remarks()).containsExactly(new Remark("value.damaged", column, detail, true));
            assertThat(source.replay(stored, row.original()).remarks()).isEqualTo(row.remarks());
            assertThat(source.replay(stored, mended(stored, row, column))).satisfies(mended -> {
                assertThat(mended.position()).isEqualTo(row.position());
                assertThat(mended.remarks()).isEmpty();
                assertThat(Objects.requireNonNull(mended.row()).value(column))
                        .isEqualTo(OddRows.of(stored, "row 1", 1).value(column));
            });
        }
        try (var store = SqliteStore.open(SqliteConfig.of(file))) { // a store shows what is there
            assertThat(store.rows().find(stored, List.of("row 1")).getFirst().value(column))
                    .isEqualTo(new InvalidValue(detail));
        }
    }

    private static Map<String, @Nullable Object> mended(StoreTable table, SourceRow row, String column) {
        var values = new HashMap<String, @Nullable Object>(row.original());
        values.put(column, RowColumns.toDatabase(OddRows.of(table, "row 1", 1).value(column)));
        return values;
    }

    @Test
    void theOriginalOfEveryRowCanBeReplayed() {
        fill(file);
        try (var source = SqliteCopySource.open(file)) {
            for (var table : StoreTable.values()) {
                for (var row : inSteps(source, table, 100)) {
                    var original = source.original(table, row.position());
                    assertThat(source.replay(table, original)).isEqualTo(row);
                }
                assertThat(source.original(table, 1_000_000)).isEmpty();
            }
        }
    }

    @Test
    void whatWasCorrectedInAStoreIsReadOfItsFile() {
        fill(file);
        var correction = new Correction("old", "digest", "p");
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            store.rows().write(StoreTable.TAG_PROMPTS, List.of(), null, List.of(correction));
        }
        try (var source = SqliteCopySource.open(file)) {
            assertThat(source.corrections(StoreTable.TAG_PROMPTS)).containsExactly(correction);
            assertThat(source.corrections(StoreTable.TAGS)).isEmpty();
        }
    }

    @Test
    void aRowThatIsReplayedHasToBeComplete() {
        fill(file);
        try (var source = SqliteCopySource.open(file)) {
            var row = OddRows.of(StoreTable.TAG_PROMPTS, "p", 0);
            var values = new HashMap<String, @Nullable Object>();
            StoreTable.TAG_PROMPTS
                    .columns()
                    .forEach(column -> values.put(column.name(), RowColumns.toDatabase(row.value(column.name()))));
            assertInvalid(source, values, "no number 'rowid'");
            values.put("rowid", 7L);
            assertThat(source.replay(StoreTable.TAG_PROMPTS, values)).isEqualTo(SourceRow.clean(7, row));
            values.put("more", 1);
            assertInvalid(source, values, "no column 'more'");
            values.remove("more");
            values.remove("prompt_text");
            assertInvalid(source, values, "no 'prompt_text'");
        }
    }

    private static void assertInvalid(CopySource source, Map<String, @Nullable Object> values, String message) {
        assertThatThrownBy(() -> source.replay(StoreTable.TAG_PROMPTS, values))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID))
                .hasMessageContaining(message);
    }

    @Test
    void whatOthersAddedIsTold() throws Exception {
        fill(file);
        execute(
                "create table \"my notes\" (id integer)",
                "insert into \"my notes\" values (1), (2)",
                "alter table tags add column colour text",
                "update tags set colour = 'red' where id = 'row 1'");
        try (var source = SqliteCopySource.open(file)) {
            assertThat(source.foreignTables()).isEqualTo(Map.of("my notes", 2L));
            assertThat(source.foreignColumns()).isEqualTo(Map.of("tags.colour", 1L));
        }
    }

    @Test
    void aMissingParentHasAPlaceholderThatAnyRealRowReplaces() {
        try (var store = SqliteStore.open(SqliteConfig.of(file));
                var source = SqliteCopySource.open(file)) {
            for (var parent : OddRows.parents()) {
                var placeholder = source.placeholder(parent.table(), parent.id());
                assertThat(store.rows()
                                .write(parent.table(), List.of(placeholder), null)
                                .added())
                        .isEqualTo(1);
                assertThat(store.rows()
                                .write(parent.table(), List.of(parent), null)
                                .changed())
                        .isEqualTo(1);
            }
            assertThatThrownBy(() -> source.placeholder(StoreTable.TAGS, "t"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void filesOfOthersAndOfNewerVersionsAreRefused() throws Exception {
        execute("create table bookmarks (id integer)");
        assertRefused(ErrorCode.STORE_FOREIGN, "neither a store of this program nor a database of the Python backend");
        Files.delete(file);
        fill(file);
        execute("update flyway_schema_history set version = '29990101000000' where version = '%s'"
                .formatted(SqliteSchema.VERSION));
        assertRefused(ErrorCode.STORE_NEWER, "(schema 29990101000000)");
    }

    private void assertRefused(ErrorCode code, String message) {
        assertThatThrownBy(() -> SqliteCopySource.open(file))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
