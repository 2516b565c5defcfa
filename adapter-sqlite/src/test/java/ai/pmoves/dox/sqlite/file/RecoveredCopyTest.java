package ai.pmoves.dox.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of a database that another program is writing to. */
class RecoveredCopyTest {
    @TempDir
    private Path folder;

    private Path database;

    @BeforeEach
    void write() throws IOException {
        database = Files.writeString(folder.resolve("store.db"), "pages");
    }

    private Path writeLog(String ending) throws IOException {
        return Files.writeString(FileStamp.beside(database, ending), "changes");
    }

    /** The writer closes the database after its files were stamped and before they are copied. */
    @ParameterizedTest
    @ValueSource(strings = {"-wal", "-journal"})
    void aLogThatWasRemovedMakesTheCopyStale(String ending) throws IOException {
        var log = writeLog(ending);
        var stamp = FileStamp.of(database);
        Files.delete(log);

        try (var copy = RecoveredCopy.of(database, stamp)) {
            assertThat(copy.isOf(FileStamp.of(database))).isFalse();
        }
    }

    @Test
    void theCopyIncludesTheLogAndIsDeletedOnClose() throws IOException {
        writeLog("-wal");
        Path file;
        try (var copy = RecoveredCopy.of(database, FileStamp.of(database))) {
            file = copy.file();
            assertThat(FileStamp.beside(file, "-wal")).hasContent("changes");
            assertThat(copy.isOf(FileStamp.of(database))).isTrue();
        }
        assertThat(file.getParent()).doesNotExist();
    }
}
