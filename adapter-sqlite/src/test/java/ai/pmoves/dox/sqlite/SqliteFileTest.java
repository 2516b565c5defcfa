package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ports.store.PageRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening does with the files that users have. */
class SqliteFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("db.sqlite3");
    }

    private void execute(String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void assertRefusedUnchanged(ErrorCode code, Remedy remedy, String... parts) throws Exception {
        var before = Files.readAllBytes(file);
        assertThatThrownBy(() -> SqliteStore.open(SqliteConfig.of(file)))
                .isInstanceOfSatisfying(DoxException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.remedy()).contains(remedy);
                })
                .hasMessageContainingAll(parts);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileOfThePythonBackendIsRecognisedAndNotTouched() throws Exception {
        execute(
                "create table artifact (id varchar not null primary key, filename varchar not null)",
                "create table logentry (id varchar not null primary key, message varchar)",
                "insert into artifact values ('a', 'report.pdf')");
        assertRefusedUnchanged(
                ErrorCode.STORE_LEGACY, Remedy.COPY_LEGACY_FILE, "database of the Python backend", file.toString());
    }

    @Test
    void aFileOfAnotherProgramIsNotTouched() throws Exception {
        execute("create table bookmarks (id integer)");
        assertRefusedUnchanged(ErrorCode.STORE_FOREIGN, Remedy.NAME_ANOTHER_FILE, "another program", "bookmarks");
    }

    @Test
    void aFileThatIsNoDatabaseIsNotTouched() throws Exception {
        Files.writeString(file, "Dear diary, today I opened the wrong file.");
        assertRefusedUnchanged(ErrorCode.STORE_FOREIGN, Remedy.NAME_ANOTHER_FILE, "no SQLite file", file.toString());
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        SqliteStore.open(SqliteConfig.of(file)).close();
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 100, 4096, (byte) 0x5A);
        Files.write(file, bytes);
        assertThatThrownBy(() -> SqliteStore.open(SqliteConfig.of(file)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT))
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileOfANewerVersionIsRefused() throws Exception {
        SqliteStore.open(SqliteConfig.of(file)).close();
        execute(
                "insert into flyway_schema_history values"
                        + " (99, '29990101000000', 'later', 'SQL', '29990101000000_later.sql', 0, 'x', '2999-01-01 00:00:00.000', 1, 1)");
        assertThatThrownBy(() -> SqliteStore.open(SqliteConfig.of(file)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_NEWER))
                .hasMessageContaining("29990101000000");
    }

    private void assertNotMigrated(String message) {
        assertThatThrownBy(() -> SqliteStore.open(SqliteConfig.of(file)))
                .isInstanceOfSatisfying(DoxException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                    assertThat(e.remedy()).contains(Remedy.RESTORE_FILE);
                })
                .hasMessage(message.formatted(file) + ".")
                .hasCauseInstanceOf(RuntimeException.class);
    }

    @Test
    void aScriptThatFailsIsNamedWithItsReason() throws Exception {
        SqliteStore.open(SqliteConfig.of(file)).close();
        execute("delete from flyway_schema_history");
        assertNotMigrated("The schema of '%s' could not be brought up to date with 20261122000000_init.sql:"
                + " [SQLITE_ERROR] SQL error or missing database (table artifacts already exists)");
    }

    @Test
    void aScriptThatIsNotTheOneThatTheFileHasHadIsNamed() throws Exception {
        SqliteStore.open(SqliteConfig.of(file)).close();
        execute("update flyway_schema_history set checksum = 1");
        assertNotMigrated("The schema of '%s' could not be brought up to date with 20261122000000_init.sql:"
                + " Migration checksum mismatch for migration version 20261122000000");
    }

    @Test
    void aSchemaHistoryThatIsGoneOrUnreadableIsTold() throws Exception {
        SqliteStore.open(SqliteConfig.of(file)).close();
        execute("update flyway_schema_history set version = 'x y'");
        assertNotMigrated("The schema history of '%s' cannot be read:"
                + " Version may only contain 0..9 and . (dot). Invalid version: x y");
        execute("drop table flyway_schema_history");
        assertNotMigrated("The schema of '%s' could not be brought up to date with 20261122000000_init.sql:"
                + " Found non-empty schema(s) \"main\" but no schema history table");
    }

    @Test
    void anEmptyFileAndAMissingFolderBecomeAStore() throws Exception {
        Files.createFile(file);
        SqliteStore.open(SqliteConfig.of(file)).close();
        var nested = folder.resolve("not/yet/there.db");
        SqliteStore.open(SqliteConfig.of(nested)).close();
        assertThat(nested).exists();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Files.writeString(file, "in the way");
        var below = file.resolve("dox.db");
        assertThatThrownBy(() -> SqliteStore.open(SqliteConfig.of(below)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContaining(below.toString());
    }

    @Test
    void aClosedStoreSaysSo() {
        var store = SqliteStore.open(SqliteConfig.of(file));
        store.close();
        store.close();
        assertThatThrownBy(() -> store.artifacts().list(PageRequest.first(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyMayOpenANewStoreAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var opened = new ArrayList<Future<SqliteStore>>();
            for (int i = 0; i < 4; i++) {
                opened.add(threads.submit(() -> SqliteStore.open(SqliteConfig.of(file))));
            }
            for (var store : opened) {
                store.get().close();
            }
        }
    }

    @Test
    void whatWasWrittenIsThereAfterOpeningAgain() {
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            store.documents().add(TestRows.document("d1"));
            store.chunks().put(List.of(TestRows.chunk("1", "d1", "found again")));
        }
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            assertThat(TestRows.search(store, "found")).containsExactly("log:1");
        }
    }
}
