package ai.pmoves.dox.sqlite;

import static java.util.Optional.empty;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartIndexTest {
    /** More rows than wait to be indexed. */
    private static final int MANY = 10_500;

    private static final PageRequest PAGE = PageRequest.first(50);

    @RegisterExtension
    final SqliteStoreExtension sqlite = new SqliteStoreExtension();

    @BeforeEach
    void addDocument() {
        sqlite.store()
                .documents()
                .add(new Document(Id.of("d"), null, "p", new DocumentType("log"), null, null, null, null, 1));
    }

    private void addLogs(int from, int to, IntFunction<@Nullable String> message) {
        sqlite.store()
                .logs()
                .addAll(IntStream.range(from, to)
                        .mapToObj(i -> new LogEntry(
                                Id.of("l" + i), Id.of("d"), null, null, null, null, null, message.apply(i), null))
                        .toList());
    }

    private List<String> found(String part) {
        var filter = new LogFilter(empty(), empty(), Optional.of(part), empty(), empty(), empty());
        return sqlite.store().logs().list(filter, PAGE).items().stream()
                .map(entry -> entry.id().value())
                .toList();
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private long indexed(String index) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite.file())) {
            return StoredTables.number(connection, "select count(*) from %s_docsize".formatted(index));
        }
    }

    @Test
    void aRowIsFoundBeforeAndAfterItIsIndexed() throws SQLException {
        addLogs(0, 10, i -> "Line no. " + i + "!");
        assertThat(indexed("log_entries_message_part")).isZero();
        assertThat(found("LINE no. 7!")).containsExactly("l7");
        addLogs(10, MANY, i -> i == 4_000 ? null : "Line no. " + i + "!");
        assertThat(indexed("log_entries_message_part")).isEqualTo(MANY);
        addLogs(MANY, MANY + 10, i -> "Line no. " + i + "!");
        assertThat(indexed("log_entries_message_part")).isEqualTo(MANY);
        assertThat(found("LINE no. 7!")).containsExactly("l7");
        assertThat(found("no. 10503!")).containsExactly("l10503");
        assertThat(found("no. 1050")).hasSize(11); // 1050, and 10500 to 10509
    }

    @Test
    void rowsThatAreCopiedInAreIndexed() throws SQLException {
        addLogs(0, MANY, i -> "copied " + i);
        var rows = new ArrayList<Row>();
        sqlite.store().rows().scan(StoreTable.LOG_ENTRIES, rows::add);
        execute("delete from log_entries");
        assertThat(indexed("log_entries_message_part")).isZero();
        sqlite.store().rows().restore(StoreTable.LOG_ENTRIES, rows);
        assertThat(indexed("log_entries_message_part")).isEqualTo(MANY);
        assertThat(found("copied 10499")).containsExactly("l10499");
    }

    @Test
    void whatChangesOrGoesIsNoLongerFound() throws SQLException {
        addLogs(0, MANY, i -> "\u0130n line no. " + i + "!");
        execute(
                "update log_entries set message = 'quite different' where id = 'l7'",
                "update log_entries set message = null where id = 'l8'",
                "delete from log_entries where id = 'l9'");
        assertThat(found("i\u0307n line no. 7!")).isEmpty();
        assertThat(found("no. 8!")).isEmpty();
        assertThat(found("no. 9!")).isEmpty();
        assertThat(found("QUITE diff")).containsExactly("l7");
        assertThat(found("i\u0307n line no. 10!")).containsExactly("l10");
        execute("insert into log_entries_message_part (log_entries_message_part) values ('integrity-check')");
    }

    @Test
    void aNumberOfARemovedRowIsUsedAgain() throws SQLException {
        addLogs(0, MANY, i -> "old line " + i);
        execute("delete from log_entries where seq > 10400");
        addLogs(MANY, MANY + 100, i -> "new line " + i);
        assertThat(found("new line 10555")).containsExactly("l10555");
        assertThat(found("old line 10450")).isEmpty();
        execute("delete from log_entries");
        addLogs(0, 3, i -> "newest line " + i);
        assertThat(found("newest line 2")).containsExactly("l2");
    }

    /** The numbers are no column, and SQLite does not promise to keep them. */
    @Test
    void theNumbersOfRowsOutlastAVacuum() throws SQLException {
        addLogs(0, MANY, i -> "line no. " + i + "!");
        execute("delete from log_entries where seq % 3 = 0", "vacuum");
        assertThat(found("no. 10000!")).containsExactly("l10000");
        var copy = sqlite.file().resolveSibling("copy.db");
        execute("vacuum into '%s'".formatted(copy));
        try (var store = SqliteStore.open(SqliteConfig.of(copy))) {
            var filter = new LogFilter(empty(), empty(), Optional.of("no. 10000!"), empty(), empty(), empty());
            assertThat(store.logs().list(filter, PAGE).items()).hasSize(1);
        }
    }

    /** As docs/operations.md advises for a file that was made from a dump. */
    @Test
    void anIndexThatWasEmptiedIsFilledAgain() throws SQLException {
        addLogs(0, MANY, i -> "line no. " + i + "!");
        execute("insert into log_entries_message_part (log_entries_message_part) values ('delete-all')");
        assertThat(found("no. 10000!")).containsExactly("l10000");
        execute("delete from log_entries where id = 'l3'");
        addLogs(MANY, MANY + 1, i -> "line no. " + i + "!");
        assertThat(indexed("log_entries_message_part")).isEqualTo(MANY);
        assertThat(found("no. 10000!")).containsExactly("l10000");
        assertThat(found("no. 10500!")).containsExactly("l10500");
    }

    /** A file of the version before has rows, which the script indexes. */
    @Test
    void theRowsOfAnOlderFileAreIndexed() throws SQLException {
        var older = sqlite.file().resolveSibling("older.db");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + older, null, null)
                .locations("classpath:dox/migrations/sqlite")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .target("20261201000200")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + older);
                var statement = connection.createStatement()) {
            statement.execute("insert into documents (id, seq, path, type) values ('d', 1, 'p', 'log')");
            statement.execute(
                    "insert into log_entries (id, seq, document_id, message) values ('l', 1, 'd', '\u0130n it')");
            statement.execute("insert into tags (id, seq, document_id, tag) values ('t', 1, 'd', 'Tag')");
            statement.execute(
                    "insert into api_endpoints (id, seq, document_id, method, path, tags)"
                            + " values ('p', 1, 'd', 'GET', '/path', '[\"x\", 1, \"x\"]'), ('q', 2, 'd', 'GET', '/', 'no JSON')");
        }
        try (var store = SqliteStore.open(SqliteConfig.of(older));
                var connection = DriverManager.getConnection("jdbc:sqlite:" + older)) {
            for (var index : List.of("log_entries_message_part", "tags_tag_part", "api_endpoints_path_part")) {
                assertThat(StoredTables.number(connection, "select count(*) from %s_docsize".formatted(index)))
                        .isPositive();
            }
            var logs = new LogFilter(empty(), empty(), Optional.of("\u0130N I"), empty(), empty(), empty());
            assertThat(store.logs().list(logs, PAGE).items()).hasSize(1);
            assertThat(store.tags().list(empty(), Optional.of("tag"), PAGE).items())
                    .hasSize(1);
            var apis = new ApiFilter(empty(), Optional.of("x"), Optional.of("/pa"), empty());
            assertThat(store.apis().list(apis, PAGE).items()).hasSize(1);
        }
    }

    @Test
    void aCommonPartIsFoundInTheOrderOfTheList() {
        addLogs(0, 2 * MANY, i -> i < 30 ? "rare" : "common in both");
        assertThat(found("common")).hasSize(50).startsWith("l30", "l31");
        assertThat(found("rar")).hasSize(30);
    }

    /** FTS5 knows fewer letters than Java. */
    @Test
    void everyLetterIsFoundInAnyCase() throws SQLException {
        int[] capitals = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .filter(c -> !Character.toString(c).equals(Character.toString(c).toLowerCase(Locale.ROOT)))
                .toArray();
        addLogs(0, MANY, i -> i < capitals.length ? "ab" + Character.toString(capitals[i]) + "cd" : "filler");
        execute("delete from log_entries where message = 'filler'"); // letters without an index are looked for in the
        // list
        for (int i = 0; i < capitals.length; i++) {
            var capital = Character.toString(capitals[i]);
            var small = capital.toLowerCase(Locale.ROOT);
            assertThat(found("ab" + small + "cd")).as(capital).contains("l" + i);
            assertThat(found("AB" + capital + "CD")).as(capital).contains("l" + i);
        }
        assertThat(capitals).hasSizeGreaterThan(1_000);
    }

    @Test
    void anOddPartIsTakenLiterally() {
        var odd = List.of(
                "say \"hi\" AND 'no'",
                "100 % _of_ it",
                "back\\slash*",
                "\uD83D\uDE00\uD83D\uDE01\uD83D\uDE02 smile",
                "(a NEAR b)^2:-c",
                "\u039f\u0394\u039f\u03a3 \u039f\u03a3",
                "line\nbreak\ttab",
                "\u00c4\u00d6\u00dc\u00df");
        addLogs(0, MANY, i -> i < odd.size() ? "< " + odd.get(i) + " >" : "filler");
        for (int i = 0; i < odd.size(); i++) {
            assertThat(found(odd.get(i))).containsExactly("l" + i);
            assertThat(found(odd.get(i).toLowerCase(Locale.ROOT))).containsExactly("l" + i);
        }
        assertThat(found("x".repeat(5_000))).isEmpty();
    }

    @Test
    void theTagsOfAnOperationFollowIt() throws SQLException {
        sqlite.store()
                .apis()
                .addAll(List.of(api("1", List.of("one", "both", "both", 7, "it's")), api("2", List.of("both"))));
        assertThat(tagged("both")).containsExactly("1", "2");
        assertThat(tagged("it's")).containsExactly("1");
        assertThat(tagged("7")).isEmpty();
        execute("update api_endpoints set tags = '[\"new\"]' where id = '1'");
        assertThat(tagged("both")).containsExactly("2");
        assertThat(tagged("new")).containsExactly("1");
        execute("update api_endpoints set tags = 'no JSON' where id = '1'");
        assertThat(tagged("new")).isEmpty();
        sqlite.store().documents().remove(Id.of("d"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite.file())) {
            assertThat(StoredTables.number(connection, "select count(*) from api_endpoint_tags"))
                    .isZero();
        }
    }

    @Test
    void aCommonTagIsFoundInTheOrderOfTheList() {
        sqlite.store()
                .apis()
                .addAll(IntStream.range(0, MANY)
                        .mapToObj(i -> api("p" + i, List.of(i < 5 ? "rare" : "common")))
                        .toList());
        assertThat(tagged("common")).hasSize(50).startsWith("p5", "p6");
        assertThat(tagged("rare")).hasSize(5);
        var ofPath = new ApiFilter(empty(), empty(), Optional.of("/p10499/"), empty());
        assertThat(sqlite.store().apis().list(ofPath, PAGE).items()).hasSize(1);
        var otherCase = new ApiFilter(empty(), empty(), Optional.of("/P10499/"), empty());
        assertThat(sqlite.store().apis().list(otherCase, PAGE).items()).isEmpty();
    }

    private static ApiEndpoint api(String id, List<?> tags) {
        return new ApiEndpoint(Id.of(id), Id.of("d"), null, "GET", "/" + id + "/x", null, Json.of(tags), null, null);
    }

    private List<String> tagged(String tag) {
        var filter = new ApiFilter(empty(), Optional.of(tag), empty(), empty());
        return sqlite.store().apis().list(filter, PAGE).items().stream()
                .map(api -> api.id().value())
                .toList();
    }
}
