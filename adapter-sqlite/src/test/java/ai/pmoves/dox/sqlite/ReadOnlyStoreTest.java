package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is opened to be read leaves no trace, whatever state its file is in. */
class ReadOnlyStoreTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("data/db.sqlite3");
    }

    private SqliteStore open() {
        return SqliteStore.open(SqliteConfig.of(file()));
    }

    private static void add(Store store, String id) {
        store.artifacts().add(new Artifact(Id.of(id), id, "path", ".pdf", null, null, null, null, null, null, 1));
    }

    private long countReadOnly() {
        try (var store = SqliteStore.openReadOnly(file())) {
            assertThat(store.sync().role().isPaired()).isFalse();
            assertThat(store.sync().isTurnTaken()).isFalse();
            assertThat(store.sync().unsentBacklog().isEmpty()).isTrue();
            return store.rows().count(StoreTable.ARTIFACTS);
        }
    }

    /** Every file with its bytes. */
    private Map<String, String> everything() throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (var path : all.toList()) {
                files.put(
                        folder.relativize(path).toString(),
                        Files.isDirectory(path) ? "" : HexFormat.of().formatHex(Files.readAllBytes(path)));
            }
        }
        return files;
    }

    private void assertRefused(ErrorCode code) {
        assertThatThrownBy(() -> SqliteStore.openReadOnly(file()))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aStoreThatIsNotThereIsNotMade() throws Exception {
        assertRefused(ErrorCode.STORE_MISSING);
        assertThat(folder).isEmptyDirectory();
        Files.createDirectories(file().getParent());
        Files.createFile(file());
        var before = everything();
        assertRefused(ErrorCode.STORE_MISSING);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aStoreAtRestIsReadAndNotTouched() throws Exception {
        try (var store = open()) {
            add(store, "a1");
        }
        var before = everything();
        assertThat(countReadOnly()).isEqualTo(1);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatOthersCommitIsSeenWhileTheyHaveItOpen() {
        try (var store = open()) {
            try (var reading = SqliteStore.openReadOnly(file())) {
                assertThat(reading.rows().count(StoreTable.ARTIFACTS)).isZero();
                add(store, "a1");
                assertThat(reading.rows().count(StoreTable.ARTIFACTS)).isEqualTo(1);
                assertThat(reading.artifacts().find(Id.of("a1"))).isPresent();
            }
            add(store, "a2");
        }
        assertThat(countReadOnly()).isEqualTo(2);
    }

    @Test
    void aStoreThatIsOpenedByOthersLaterIsReadOn() throws Exception {
        open().close();
        try (var reading = SqliteStore.openReadOnly(file())) {
            assertThat(reading.rows().count(StoreTable.ARTIFACTS)).isZero();
            try (var store = open()) {
                add(store, "a1");
                assertThat(reading.rows().count(StoreTable.ARTIFACTS)).isEqualTo(1);
            }
            assertThat(reading.rows().count(StoreTable.ARTIFACTS)).isEqualTo(1);
        }
    }

    @Test
    void whatACrashLeftIsSeenAndStaysForTheNextWriter() throws Exception {
        var crashed = folder.resolve("crashed");
        try (var store = open()) {
            add(store, "a1");
            Files.createDirectories(crashed);
            for (var name : new String[] {"db.sqlite3", "db.sqlite3-wal"}) {
                Files.copy(file().resolveSibling(name), crashed.resolve(name));
            }
        }
        assertThat(crashed.resolve("db.sqlite3-wal")).isNotEmptyFile();
        for (var name : new String[] {"db.sqlite3", "db.sqlite3-wal"}) {
            Files.deleteIfExists(file().resolveSibling(name));
            Files.move(crashed.resolve(name), file().resolveSibling(name));
        }
        var before = everything();
        assertThat(countReadOnly()).isEqualTo(1);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void anOlderStoreIsNotMigrated() throws Exception {
        open().close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.execute("delete from flyway_schema_history where version = " + SqliteSchema.VERSION);
        }
        var before = everything();
        assertRefused(ErrorCode.STORE_NOT_MIGRATED);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aFileOfOthersIsToldSo() throws Exception {
        Files.createDirectories(file().getParent());
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.execute("create table thing (id integer)");
        }
        assertRefused(ErrorCode.STORE_FOREIGN);
        Files.writeString(file(), "no database, but long enough for its header");
        assertRefused(ErrorCode.STORE_FOREIGN);
    }

    @Test
    void writingFails() {
        open().close();
        try (var store = SqliteStore.openReadOnly(file())) {
            assertThatThrownBy(() -> add(store, "a1")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(store::clear).isInstanceOf(IllegalStateException.class);
        }
        assertThat(countReadOnly()).isZero();
    }
}
