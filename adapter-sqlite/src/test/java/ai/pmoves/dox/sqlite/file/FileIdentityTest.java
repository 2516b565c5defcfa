package ai.pmoves.dox.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = Files.writeString(folder.resolve("db.sqlite3"), "one");
        Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
    }

    @Test
    void itIsThePathAndADigest() throws IOException {
        assertThat(FileIdentity.of(file)).matches("\\Q" + file.toRealPath() + "\\E#[0-9a-f]{16}");
    }

    @Test
    void aFileStaysItselfWhateverIsWrittenToIt() throws IOException {
        var before = FileIdentity.of(file);
        Files.writeString(file, "something else");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        Files.writeString(folder.resolve("db.sqlite3-wal"), "beside it");
        assertThat(FileIdentity.of(file)).isEqualTo(before);
    }

    @Test
    void aFileIsItselfWhateverItIsCalled() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(FileIdentity.of(link)).isEqualTo(FileIdentity.of(file));
        assertThat(FileIdentity.of(folder.resolve("x/../db.sqlite3").normalize()))
                .isEqualTo(FileIdentity.of(file));
    }

    @Test
    void aCopyIsAnotherFileAlsoInThePlaceOfTheFirst() throws IOException {
        var before = FileIdentity.of(file);
        var copy = Files.copy(file, folder.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(FileIdentity.of(copy)).isNotEqualTo(before);
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(FileIdentity.of(file)).isNotEqualTo(before);
    }
}
