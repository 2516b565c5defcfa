package ai.pmoves.dox.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

/** Files in every state in which a writer may leave them are read right, and left as they are. */
class ReadOnlySqliteIT {
    private static final int ROWS = 2_000;

    /** So that a copy of it is known among those of others. */
    private final String name = UUID.randomUUID() + ".db";

    @TempDir
    Path folder;

    /** A file whose name has to be escaped in a URL, with two thousand rows of {@code v}. */
    private Path written(String journalMode) throws SQLException {
        var file = folder.resolve("a b%20?#ä.db");
        try (var connection = writer(file, journalMode)) {
            run(connection, "create table t (v integer, filling text)");
            fill(connection);
        }
        return file;
    }

    private static Connection writer(Path file, String journalMode) throws SQLException {
        var connection =
                DriverManager.getConnection("jdbc:sqlite:file:" + file.toUri().getRawPath());
        run(connection, "pragma journal_mode = " + journalMode, "pragma cache_size = 10");
        return connection;
    }

    private static void fill(Connection connection) throws SQLException {
        run(connection, """
                insert into t with recursive n (i) as (select 1 union all select i + 1 from n where i < %d)
                select 1, hex(randomblob(200)) from n""".formatted(ROWS));
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void readPlainly(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        try (var connection = config.createConnection("jdbc:sqlite:" + file)) {
            run(connection, "select * from t");
        }
    }

    private static int count(ReadOnlySqlite sqlite) {
        return sqlite.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) from t where v = 1")) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    /** Copies the files of a database as a writer has them at this moment, as if it had died now. */
    private Path died(Path file, String... endings) throws IOException {
        var dead = Files.createDirectories(folder.resolve("dead")).resolve(name);
        Files.copy(file, dead);
        for (var ending : endings) {
            Files.copy(FileStamp.beside(file, ending), FileStamp.beside(dead, ending));
        }
        return dead;
    }

    private static Map<String, Integer> contents(Path file) throws IOException {
        var contents = new TreeMap<String, Integer>();
        try (var files = Files.list(file.getParent())) {
            for (var each : files.filter(Files::isRegularFile).toList()) {
                boolean isSharedMemory = each.toString().endsWith("-shm"); // which holds no data
                contents.put(
                        each.getFileName().toString(), isSharedMemory ? 0 : Arrays.hashCode(Files.readAllBytes(each)));
            }
        }
        return contents;
    }

    private static void assertReadAndLeft(Path file) throws IOException {
        var before = contents(file);
        try (var sqlite = ReadOnlySqlite.open(file)) {
            assertThat(count(sqlite)).isEqualTo(ROWS);
            assertThat(count(sqlite)).isEqualTo(ROWS);
        }
        assertThat(contents(file)).isEqualTo(before);
    }

    @Test
    void aFileWithARollbackJournalIsRead() throws Exception {
        assertReadAndLeft(written("delete"));
    }

    @Test
    void aFileWithAWalThatWasClosedIsRead() throws Exception {
        assertReadAndLeft(written("wal"));
    }

    @Test
    void aHotJournalIsRolledBackInACopy() throws Exception {
        var file = written("delete");
        try (var connection = writer(file, "delete")) {
            run(connection, "begin immediate", "update t set v = 2, filling = hex(randomblob(300))");
            var dead = died(file, "-journal");
            assertThatThrownBy(() -> readPlainly(dead)).hasMessageContaining("SQLITE_READONLY_ROLLBACK");
            assertReadAndLeft(dead);
        }
    }

    @Test
    void aWalThatWasLeftIsRead() throws Exception {
        var file = written("wal");
        try (var connection = writer(file, "wal")) {
            run(connection, "update t set v = 2", "update t set v = 1");
            assertReadAndLeft(died(file, "-wal", "-shm"));
        }
    }

    @Test
    void aWalWithoutItsSharedMemoryIsReadInACopy() throws Exception {
        var file = written("wal");
        try (var connection = writer(file, "wal")) {
            run(connection, "pragma wal_autocheckpoint = 0", "delete from t");
            fill(connection);
            assertReadAndLeft(died(file, "-wal"));
        }
    }

    @Test
    void theCopyIsMadeAnewWhenTheFileHasChangedAndRemovedInTheEnd() throws Exception {
        var file = written("wal");
        try (var connection = writer(file, "wal")) {
            run(connection, "pragma wal_autocheckpoint = 0", "update t set v = 2");
            var dead = died(file, "-wal");
            try (var sqlite = ReadOnlySqlite.open(dead)) {
                assertThat(count(sqlite)).isZero();
                try (var next = writer(dead, "wal")) {
                    run(next, "update t set v = 1");
                }
                assertThat(count(sqlite)).isEqualTo(ROWS);
                assertThat(contents(dead)).containsOnlyKeys(name);
            }
        }
        try (var left = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "*" + name + "*")) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    void aWriterAtWorkIsNotHeldUpAndEachReadSeesOneState(String mode) throws Exception {
        var file = written(mode);
        var writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString(),
                        mode)
                .redirectErrorStream(true)
                .start();
        try (var sqlite = ReadOnlySqlite.open(file)) {
            while (writer.isAlive()) {
                assertThat(count(sqlite)).isEqualTo(ROWS);
            }
            assertThat(new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(Writer.DONE);
        } finally {
            writer.destroyForcibly();
        }
    }

    /** Another process, since the locks of one are not in its own way. */
    static final class Writer {
        static final String DONE = "all was written";

        private Writer() {}

        public static void main(String[] args) throws SQLException {
            for (int i = 0; i < 50; i++) {
                try (var connection = writer(Path.of(args[0]), args[1])) { // opened and closed: its files come and go
                    run(connection, "pragma busy_timeout = 10000", "pragma synchronous = off");
                    run(connection, "begin immediate", "delete from t");
                    fill(connection);
                    run(connection, "commit");
                }
            }
            System.out.println(DONE);
        }
    }

    @Test
    void whatIsNoDatabaseIsNamed() throws Exception {
        var file = folder.resolve("diary.txt");
        assertThatThrownBy(() -> ReadOnlySqlite.open(file))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContaining("There is no file '%s'".formatted(file));
        Files.writeString(file, "Dear diary, ".repeat(1_000));
        assertThatThrownBy(() -> ReadOnlySqlite.open(file))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT))
                .hasMessageContaining("'%s' cannot be read as a SQLite file".formatted(file));
    }

    @Test
    void nothingIsReadAfterClosing() throws Exception {
        var sqlite = ReadOnlySqlite.open(written("delete"));
        sqlite.close();
        assertThatThrownBy(() -> count(sqlite)).isInstanceOf(IllegalStateException.class);
    }
}
