package ai.pmoves.dox.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.contract.blobs.BlobStoreContract;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.testing.storage.StorageServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupabaseBlobStoreTest implements BlobStoreContract {
    private static final String KEY = "sb_secret_of-tests";
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private StorageServer storage;
    private BlobStore blobs;

    @BeforeEach
    void open() {
        storage = StorageServer.start(KEY);
        blobs = open("one");
    }

    private BlobStore open(String server) {
        return SupabaseBlobStore.open(SupabaseBlobConfig.of(storage.url(), KEY, "dox", folder.resolve(server)));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public long countFiles() {
        try (var temporary = Files.list(folder.resolve("one/incoming"))) {
            return storage.files("dox").size() + temporary.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatOneServerTakesInAnotherHas() throws IOException {
        var two = open("two");
        var blob = blobs.saveUpload("id1", "März.csv", new ByteArrayInputStream(new byte[] {1, 2, 3}), PLENTY);
        blobs.saveDerived("charts/a.png", new byte[] {4, 5});

        assertThat(two.resolve(blob.name())).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(two.resolve("artifacts/charts/a.png")).hasBinaryContent(new byte[] {4, 5});
        blobs.saveDerived("charts/a.png", new byte[] {6});
        assertThat(two.resolve("artifacts/charts/a.png")).hasBinaryContent(new byte[] {6});
        two.remove("artifacts/charts/a.png");
        assertThatThrownBy(() -> blobs.resolve("artifacts/charts/a.png"))
                .hasMessage("No file 'artifacts/charts/a.png'.");
    }

    @Test
    void aFolderIsNotRemoved() {
        blobs.saveDerived("charts/a.png", new byte[1]);
        assertThatThrownBy(() -> blobs.remove("artifacts/charts"))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_INVALID));
    }

    @Test
    void anUploadIsFetchedOnceAndADerivedFileEachTime() {
        var two = open("two");
        var blob = blobs.saveUpload("id1", "a.csv", new ByteArrayInputStream(new byte[3]), PLENTY);
        blobs.saveDerived("a.md", new byte[3]);

        for (int i = 0; i < 3; i++) {
            blobs.resolve(blob.name());
            two.resolve(blob.name());
            two.resolve("artifacts/a.md");
        }

        assertThat(storage.requests())
                .filteredOn(request -> request.startsWith("GET /object"))
                .containsExactly(
                        "GET /object/authenticated/dox/uploads/id1_a.csv",
                        "GET /object/authenticated/dox/artifacts/a.md",
                        "GET /object/authenticated/dox/artifacts/a.md",
                        "GET /object/authenticated/dox/artifacts/a.md");
    }

    @Test
    void aFileThatDidNotChangeKeepsItsTimeHoweverOftenItIsFetched() throws IOException {
        blobs.saveDerived("a.md", new byte[3]);
        var first = Files.getLastModifiedTime(blobs.resolve("artifacts/a.md"));

        assertThat(Files.getLastModifiedTime(open("two").resolve("artifacts/a.md")))
                .isEqualTo(first);
        assertThat(first.toInstant()).isEqualTo("2026-01-01T00:01:00Z");
    }

    @Test
    void aLargeFileGoesInPieces() throws IOException {
        var content = random(13 * MIB);

        var blob = blobs.saveUpload("id1", "a.bin", new ByteArrayInputStream(content), 20 * MIB);

        assertThat(storage.files("dox").get("uploads/id1_a.bin")).isEqualTo(content);
        assertThat(storage.requests())
                .filteredOn(request -> request.startsWith("PATCH"))
                .hasSize(3);
        assertThat(open("two").resolve(blob.name())).hasBinaryContent(content);
    }

    @Test
    void aFileOfExactlyOnePieceGoesAtOnce() {
        blobs.saveUpload("id1", "a.bin", new ByteArrayInputStream(random(6 * MIB)), 20 * MIB);

        assertThat(storage.requests()).contains("POST /object/dox/uploads/id1_a.bin");
        assertThat(storage.files("dox").get("uploads/id1_a.bin")).hasSize(6 * MIB);
    }

    @Test
    void copiesThatNobodyAskedForGoAndThoseInUseStay() throws IOException {
        var old = blobs.saveUpload("id1", "a.csv", new ByteArrayInputStream(new byte[3]), PLENTY);
        var used = blobs.saveUpload("id2", "b.csv", new ByteArrayInputStream(new byte[3]), PLENTY);
        var before = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        for (var blob : new BlobStore.StoredBlob[] {old, used}) {
            Files.getFileAttributeView(blob.path(), BasicFileAttributeView.class)
                    .setTimes(before, before, null);
        }
        blobs.resolve(used.name());

        var again = open("one");

        assertThat(old.path()).doesNotExist();
        assertThat(used.path()).exists();
        assertThat(again.resolve(old.name())).hasSize(3);
    }

    @Test
    void theCopyOfARemovedFileIsGoneToo() {
        var blob = blobs.saveUpload("id1", "a.csv", new ByteArrayInputStream(new byte[3]), PLENTY);

        blobs.remove(blob.name());

        assertThatThrownBy(() -> blobs.resolve(blob.name()))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOB_NOT_FOUND));
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
