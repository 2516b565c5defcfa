package ai.pmoves.dox.contract.blobs;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.blob.BlobStore.StoredBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobStore} does. */
public interface BlobStoreContract {
    long PLENTY = 10_000_000;

    /** An empty store of its own for each test. */
    BlobStore blobs();

    /** How many files the store holds, half-written ones included, copies that are for reading not. */
    long countFiles();

    @Test
    default void anUploadIsStoredUnderItsIdAndName() throws IOException {
        var blob = save("id1", "Q3 report.pdf", "hello");

        assertThat(blob.name()).isEqualTo("uploads/id1_Q3 report.pdf");
        assertThat(blob.storedName()).isEqualTo("id1_Q3 report.pdf");
        assertThat(blob.sizeBytes()).isEqualTo(5);
        assertThat(blob.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(Files.readString(blob.path())).isEqualTo("hello");
        assertThat(Files.readString(blobs().resolve(blob.name()))).isEqualTo("hello");
    }

    @Test
    default void anEmptyUploadIsStored() {
        assertThat(save("id1", "empty.csv", "").sizeBytes()).isZero();
    }

    @Test
    default void uploadsOfOneNameDoNotMeet() throws IOException {
        var first = save("id1", "same.csv", "one");
        save("id2", "same.csv", "two");

        assertThat(Files.readString(blobs().resolve(first.name()))).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "C:\\Windows\\passwd",
                "..\\..\\passwd",
                "a/b\\c/passwd",
                "//server/share/passwd"
            })
    default void onlyTheLastPartOfAPathIsUsed(String filename) {
        assertThat(save("id1", filename, "x").name()).isEqualTo("uploads/id1_passwd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-b_c.d.csv", "Q3 2026.xlsx", "no suffix", ".env", "v1..2.txt"})
    default void aPlainNameStaysAsItIs(String filename) {
        assertThat(save("id1", filename, "x").name()).isEqualTo("uploads/id1_" + filename);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "...", "a/", "a\\", "../..", "/"})
    default void aNameOfNothingBecomesUpload(String filename) {
        assertThat(save("id1", filename, "x").name()).isEqualTo("uploads/id1_upload");
    }

    @Test
    default void controlAndFormatCharactersDoNotGetIntoAName() throws IOException {
        var blob = save("id1", "a\0b\nc\u007fd\u202ee.csv", "x");

        assertThat(blob.name()).startsWith("uploads/id1_a").endsWith("e.csv").doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(Files.readString(blobs().resolve(blob.name()))).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Übersicht für März.csv", "月次報告.csv", "отчёт.csv", "📈.csv", "a\uD800b.csv"})
    default void aNameInAnyScriptCanBeStoredAndFound(String filename) throws IOException {
        var blob = save("id1", filename, "x");

        assertThat(blob.name()).startsWith("uploads/id1_").endsWith(".csv");
        assertThat(Files.readString(blobs().resolve(blob.name()))).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "é", "語", "📈"})
    default void aVeryLongNameIsCutAndKeepsItsSuffix(String letter) throws IOException {
        var blob = save("0198b0a0-0000-7000-8000-000000000000", letter.repeat(1000) + ".xlsx", "x");

        assertThat(blob.storedName()).endsWith(".xlsx");
        assertThat(bytes(blob.storedName())).hasSizeLessThanOrEqualTo(BlobStore.MAX_STORED_NAME_BYTES);
        assertThat(Files.readString(blobs().resolve(blob.name()))).isEqualTo("x");
    }

    @Test
    default void filesDerivedFromAVeryLongNameFit() {
        var blob = save("0198b0a0-0000-7000-8000-000000000000", "n".repeat(1000) + ".pdf", "x");
        var stem = blob.storedName().substring(0, blob.storedName().length() - 4);

        blobs().saveDerived(stem + ".text_units.json", bytes("[]"));

        assertThat(blobs().resolve("artifacts/" + stem + ".text_units.json")).exists();
    }

    @Test
    default void anUploadOfExactlyTheLimitIsTaken() {
        assertThat(blobs().saveUpload("id1", "a.csv", stream("12345"), 5).sizeBytes())
                .isEqualTo(5);
    }

    @Test
    default void anUploadOverTheLimitLeavesNothing() {
        assertFails(() -> blobs().saveUpload("id1", "a.csv", stream("123456"), 5), ErrorCode.FILE_TOO_LARGE, "5");

        assertThat(countFiles()).isZero();
    }

    @Test
    default void anUploadThatBreaksOffLeavesNothing() {
        var broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("connection reset");
                }
                return 'x';
            }
        };

        assertFails(
                () -> blobs().saveUpload("id1", "a.csv", broken, PLENTY),
                ErrorCode.FILE_UNREADABLE,
                "connection reset");

        assertThat(countFiles()).isZero();
    }

    @Test
    default void derivedFilesReplaceThoseOfTheSameName() throws IOException {
        blobs().saveDerived("charts/a.png", bytes("first"));
        blobs().saveDerived("charts/a.png", bytes("2nd"));

        assertThat(Files.readString(blobs().resolve("artifacts/charts/a.png"))).isEqualTo("2nd");
        assertThat(countFiles()).isEqualTo(1);
    }

    @Test
    default void aDerivedFileCanBeWrittenPieceByPiece() throws IOException {
        blobs().saveDerived("logs/a.csv", out -> {
            for (int i = 0; i < 30_000; i++) {
                out.write(bytes("line %d\n".formatted(i)));
            }
            out.write('.');
        });

        assertThat(Files.readString(blobs().resolve("artifacts/logs/a.csv")))
                .startsWith("line 0\nline 1\n")
                .endsWith("line 29999\n.");
    }

    @Test
    default void aDerivedFileThatBreaksOffLeavesTheOldOne() throws IOException {
        blobs().saveDerived("a.csv", bytes("old"));
        long before = countFiles();
        var failure = new IllegalStateException("the rows are gone");

        assertThatThrownBy(() -> blobs().saveDerived("a.csv", out -> {
                    out.write(new byte[100_000]);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(countFiles()).isEqualTo(before);
        assertThat(Files.readString(blobs().resolve("artifacts/a.csv"))).isEqualTo("old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a",
                "/etc/passwd",
                "uploads",
                "uploads/",
                "uploads/../x",
                "uploads/../../x",
                "uploads/./x",
                "uploads//x",
                "artifacts/a/../../x",
                "other/x",
                "uploads/a\\..\\x",
                "",
                "uploads/a\0b"
            })
    default void aNameThatIsNoPlainPathIsRefused(String name) {
        assertFails(() -> blobs().resolve(name), ErrorCode.PATH_INVALID);
        assertFails(() -> blobs().remove(name), ErrorCode.PATH_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/etc/passwd", "", "a//b", "a/../../b", "a\\b"})
    default void aDerivedNameThatIsNoPlainPathIsRefused(String name) {
        assertFails(() -> blobs().saveDerived(name, bytes("x")), ErrorCode.PATH_INVALID);
        assertThat(countFiles()).isZero();
    }

    @Test
    default void anUnknownNameIsNotFound() {
        assertFails(() -> blobs().resolve("uploads/nothing.csv"), ErrorCode.BLOB_NOT_FOUND, "uploads/nothing.csv");
    }

    @Test
    default void aFolderIsNotAFile() {
        blobs().saveDerived("charts/a.png", bytes("x"));

        assertFails(() -> blobs().resolve("artifacts/charts"), ErrorCode.BLOB_NOT_FOUND);
    }

    @Test
    default void whatIsBelowARemovedNameStays() {
        blobs().saveDerived("charts/a.png", bytes("x"));

        try {
            blobs().remove("artifacts/charts");
        } catch (DoxException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.PATH_INVALID);
        }

        assertThat(blobs().resolve("artifacts/charts/a.png")).exists();
    }

    @Test
    default void aRemovedFileIsGoneAndRemovingItAgainIsFine() {
        var blob = save("id1", "a.csv", "x");

        blobs().remove(blob.name());
        blobs().remove(blob.name());
        blobs().remove("artifacts/no/such/folder.txt");

        assertThat(countFiles()).isZero();
    }

    @Test
    default void concurrentUploadsAllArriveWhole() throws Exception {
        var bodies = new ArrayList<Callable<StoredBlob>>();
        for (int i = 0; i < 40; i++) {
            var id = "id" + i;
            bodies.add(() -> save(id, "same.bin", id.repeat(20_000)));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var saved : threads.invokeAll(bodies)) {
                var blob = saved.get();
                var id = blob.storedName().substring(0, blob.storedName().indexOf('_'));
                assertThat(Files.readString(blob.path())).isEqualTo(id.repeat(20_000));
            }
        }
        assertThat(countFiles()).isEqualTo(40);
    }

    @Test
    default void readersSeeEitherTheOldOrTheNewDerivedFile() throws Exception {
        var old = "a".repeat(300_000);
        var now = "b".repeat(300_000);
        blobs().saveDerived("x.md", bytes(old));
        try (var threads = Executors.newFixedThreadPool(2)) {
            var writing = threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    blobs().saveDerived("x.md", bytes(i % 2 == 0 ? now : old));
                }
            });
            while (!writing.isDone()) {
                assertThat(Files.readString(blobs().resolve("artifacts/x.md"))).isIn(old, now);
            }
            writing.get();
        }
    }

    private StoredBlob save(String id, String filename, String content) {
        return blobs().saveUpload(id, filename, stream(content), PLENTY);
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(bytes(content));
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }
}
