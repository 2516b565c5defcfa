package ai.pmoves.dox.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.contract.blobs.BlobStoreContract;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBlobStoreTest implements BlobStoreContract {
    @TempDir
    Path folder;

    private Path home;
    private BlobStore blobs;

    @BeforeEach
    void open() {
        home = folder.resolve("data");
        blobs = LocalBlobStore.open(home);
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public long countFiles() {
        try (var tree = Files.walk(home)) {
            return tree.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLargeUploadIsRefusedInTheClientsWords() {
        assertThatThrownBy(() -> blobs.saveUpload("id1", "a.csv", new ByteArrayInputStream(new byte[6]), 5))
                .hasMessage("File size exceeds maximum allowed size of 5 bytes");
        var zeros = new ByteArrayInputStream(new byte[1024 * 1024 + 1]);
        assertThatThrownBy(() -> blobs.saveUpload("id1", "a.csv", zeros, 1024 * 1024))
                .hasMessage("File size exceeds maximum allowed size of 1MB");
    }

    @Test
    void anUploadThatBreaksOffSaysWhy() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatThrownBy(() -> blobs.saveUpload("id1", "a.csv", broken, 5))
                .hasMessage("The upload broke off: connection reset.");
    }

    @Test
    void anUnknownNameIsSaidToHaveNoFile() {
        assertThatThrownBy(() -> blobs.resolve("uploads/nothing.csv")).hasMessage("No file 'uploads/nothing.csv'.");
    }

    @Test
    void aFolderIsNotRemoved() {
        blobs.saveDerived("charts/a.png", new byte[1]);
        assertThatThrownBy(() -> blobs.remove("artifacts/charts"))
                .hasMessage("Invalid path 'artifacts/charts': it is a folder.");
    }

    @Test
    void controlCharactersAreReplaced() {
        var blob = blobs.saveUpload("id1", "a\0b\nc\u007fd\u202ee.csv", new ByteArrayInputStream(new byte[1]), PLENTY);
        assertThat(blob.name()).isEqualTo("uploads/id1_a_b_c_d_e.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "é", "語", "📈"})
    void aVeryLongNameKeepsAllThatFits(String letter) {
        var blob = blobs.saveUpload(
                "0198b0a0-0000-7000-8000-000000000000",
                letter.repeat(1000) + ".xlsx",
                new ByteArrayInputStream(new byte[1]),
                PLENTY);
        assertThat(blob.storedName().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(197, 200);
    }

    @Test
    void aLinkOutOfTheHomeIsRefused() throws IOException {
        var secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(home.resolve("uploads/link.txt"), secret);
        Files.createSymbolicLink(home.resolve("artifacts/out"), folder);

        assertRefused(() -> blobs.resolve("uploads/link.txt"));
        assertRefused(() -> blobs.resolve("artifacts/out/secret.txt"));
        assertRefused(() -> blobs.remove("artifacts/out/secret.txt"));
        assertRefused(() -> blobs.saveDerived("out/secret.txt", new byte[0]));
        assertRefused(() -> blobs.saveDerived("out/new/secret.txt", new byte[0]));
        assertThat(secret).hasContent("secret");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void removingALinkLeavesWhatItPointsTo() throws IOException {
        var secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(home.resolve("uploads/link.txt"), secret);

        blobs.remove("uploads/link.txt");

        assertThat(home.resolve("uploads/link.txt")).doesNotExist();
        assertThat(secret).hasContent("secret");
    }

    @Test
    void aHomeBehindALinkIsFine() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link"), home);

        var blob = LocalBlobStore.open(link).saveUpload("id1", "a.csv", new ByteArrayInputStream(new byte[3]), 3);

        assertThat(blobs.resolve(blob.name())).hasSize(3);
    }

    @Test
    void uploadsOutsideOfTheHomeAreRefusedAtTheStart() throws IOException {
        var other = Files.createDirectories(folder.resolve("other"));
        Files.createSymbolicLink(other.resolve("uploads"), home);

        assertThatThrownBy(() -> LocalBlobStore.open(other))
                .isInstanceOf(DoxException.class)
                .hasMessage("Invalid path 'uploads': a symbolic link leads it out of " + other.toRealPath() + ".");
    }

    @Test
    void aHomeThatIsAFileIsRefusedWithAReason() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> LocalBlobStore.open(file))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessage(
                        "Cannot use the folder '%s': %s is not a folder. Choose another home, or make this one writable."
                                .formatted(file, file));
    }

    @Test
    void aFolderThatWasRemovedMeanwhileIsMadeAgain() throws IOException {
        Files.delete(home.resolve("uploads"));
        Files.delete(home.resolve("incoming"));

        var blob = blobs.saveUpload("id1", "a.csv", new ByteArrayInputStream(new byte[3]), 3);

        assertThat(blobs.resolve(blob.name())).hasSize(3);
    }

    @Test
    void whatACrashLeftIsRemovedAtTheNextStartAndWhatIsBeingWrittenStays() throws IOException {
        var dead = Files.createFile(home.resolve("incoming/dead"));
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        var alive = Files.createFile(home.resolve("incoming/alive"));

        LocalBlobStore.open(home);

        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_INVALID))
                .hasMessageContaining("a symbolic link leads it out of");
    }
}
