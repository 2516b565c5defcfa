package ai.pmoves.dox.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.testing.storage.StorageServer;
import ai.pmoves.dox.testing.storage.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of files when Storage or the way to it fails. */
class StorageTroubleTest {
    private static final String KEY = "sb_secret_of-tests";
    private static final int LARGE = 20 * 1024 * 1024;
    private static final byte[] CONTENT = random(300_000);

    @TempDir
    Path folder;

    private StorageServer storage;

    @BeforeEach
    void start() {
        storage = StorageServer.start(KEY);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private BlobStore open() {
        return open(Duration.ofMinutes(1));
    }

    private BlobStore open(Duration timeout) {
        return SupabaseBlobStore.open(SupabaseBlobConfig.of(storage.url(), KEY, "dox", folder.resolve("one"))
                .withTimeout(timeout));
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static BlobStore.StoredBlob save(BlobStore blobs, byte[] content) {
        return blobs.saveUpload("id1", "a.bin", new ByteArrayInputStream(content), Long.MAX_VALUE);
    }

    static Stream<Trouble> passing() {
        return Stream.of(
                Trouble.HANG_UP,
                Trouble.LOSE_ANSWER,
                Trouble.CUT_OFF,
                Trouble.gateway(502),
                Trouble.answer(503, "The database has reached its maximum number of connections."),
                Trouble.answer(544, "The connection to the database timed out"),
                Trouble.answer(429, "SlowDown"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesIsNotNoticed(Trouble trouble) {
        storage.trouble("GET /bucket", trouble);
        var blobs = open();
        storage.trouble("POST /object/dox/artifacts", trouble, trouble);
        blobs.saveDerived("a.bin", CONTENT);
        storage.trouble("GET /object", trouble, trouble);
        assertThat(blobs.resolve("artifacts/a.bin")).hasBinaryContent(CONTENT);
        storage.trouble("DELETE", trouble);
        blobs.remove("artifacts/a.bin");
        assertThat(storage.files("dox")).isEmpty();
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsGivenUpAndToldSo() {
        open().saveDerived("a.bin", CONTENT);
        storage.trouble("GET /object", Trouble.STALL);

        assertThatThrownBy(() -> open(Duration.ofMillis(500)).resolve("artifacts/a.bin"))
                .hasMessage("Cannot read 'artifacts/a.bin' in the bucket 'dox' at %s: nothing moved for 500 ms."
                        .formatted(storage.url()));
        assertThat(folder.resolve("one/incoming")).isEmptyDirectory();
    }

    @Test
    void aSlowAnswerIsWaitedForAsLongAsItMoves() {
        var blobs = open(Duration.ofMillis(500));
        blobs.saveDerived("a.bin", CONTENT);
        storage.trouble("GET /object", Trouble.SLOW);

        assertThat(blobs.resolve("artifacts/a.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void ofALargeFileOnlyWhatDidNotArriveIsSentAgain() {
        var blobs = open();
        var content = random(LARGE);
        storage.trouble("POST /upload", Trouble.gateway(503));
        storage.trouble("PATCH", Trouble.HANG_UP, Trouble.LOSE_ANSWER, Trouble.gateway(502));

        save(blobs, content);

        assertThat(storage.files("dox").get("uploads/id1_a.bin")).isEqualTo(content);
        assertThat(storage.requests())
                .filteredOn(request -> request.startsWith("PATCH"))
                .hasSize(4 + 2);
    }

    @Test
    void aLargeFileWhoseLastAnswerIsLostIsStoredAll() {
        var blobs = open();
        var content = random(7 * 1024 * 1024);
        storage.trouble("PATCH", Trouble.SLOW, Trouble.LOSE_ANSWER);

        save(blobs, content);

        assertThat(storage.files("dox").get("uploads/id1_a.bin")).isEqualTo(content);
    }

    @Test
    void silenceIsUnavailableAndLeavesNothing() {
        var blobs = open(Duration.ofMillis(300));
        storage.trouble("POST /object", Trouble.NO_ANSWER);

        assertThatThrownBy(() -> save(blobs, CONTENT))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessage("Cannot write 'uploads/id1_a.bin' in the bucket 'dox' at %s: nothing moved for 300 ms."
                        .formatted(storage.url()));
        assertThat(storage.files("dox")).isEmpty();
        assertThat(folder.resolve("one/incoming")).isEmptyDirectory();
        assertThat(folder.resolve("one/uploads")).isEmptyDirectory();
    }

    @Test
    void whileStorageIsAwayUploadsInUseCanBeReadAndTheRestIsUnavailable() {
        var blobs = open(Duration.ofMillis(300));
        var blob = save(blobs, CONTENT);
        storage.close();

        assertThat(blobs.resolve(blob.name())).hasBinaryContent(CONTENT);
        for (Runnable call : new Runnable[] {
            () -> blobs.resolve("artifacts/a.md"), () -> blobs.remove(blob.name()), () -> open(Duration.ofMillis(300))
        }) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                    .hasMessageContaining("'dox'")
                    .hasMessageNotContaining(KEY);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aFileThatIsTooLargeForStorageIsRefusedWithWhatToDo(int size) {
        storage.addBucket("dox", false, 1000);

        assertThatThrownBy(() -> save(open(), random(size)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_TOO_LARGE))
                .hasMessageStartingWith("Storage takes no file as large as 'uploads/id1_a.bin': ")
                .hasMessageEndingWith("The dashboard (Storage, Settings) raises its limit");
        assertThat(storage.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(1);
    }

    static Stream<Integer> sizes() {
        return Stream.of(1001, LARGE);
    }

    @ParameterizedTest
    @MethodSource("quotas")
    void aQuotaThatIsUsedUpIsNamed(Trouble trouble) {
        var blobs = open();
        storage.trouble("POST /object", trouble);

        assertThatThrownBy(() -> save(blobs, CONTENT))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOB_QUOTA_EXCEEDED))
                .hasMessageStartingWith("Cannot write 'uploads/id1_a.bin': the project's quota is used up");
    }

    static Stream<Trouble> quotas() {
        return Stream.of(Trouble.gateway(402), Trouble.answer(507, "Insufficient storage"));
    }

    @Test
    void aPublicBucketIsRefused() {
        storage.addBucket("dox", true, Long.MAX_VALUE);

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessage(
                        ("The bucket 'dox' at %s is public: anyone who guesses a name could read a file. Make it private in"
                                        + " the dashboard.")
                                .formatted(storage.url()));
    }

    @Test
    void aBucketForOtherTypesIsRefusedAndOneForAnyIsFine() {
        storage.addBucket("dox", false, Long.MAX_VALUE, "image/png");
        assertThatThrownBy(this::open).hasMessageContaining("takes only files of the types [\"image/png\"]");

        storage.addBucket("any", false, Long.MAX_VALUE, "image/png", "application/octet-stream");
        var config = SupabaseBlobConfig.of(storage.url(), KEY, "any", folder);
        assertThat(save(SupabaseBlobStore.open(config), CONTENT).sizeBytes()).isEqualTo(CONTENT.length);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedKeyIsAnErrorOfTheConfigurationAndNotShown(Trouble trouble) {
        storage.trouble("GET /bucket", trouble);

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessageStartingWith("Storage at %s refuses the key: ".formatted(storage.url()))
                .hasMessageNotContaining(KEY);
    }

    static Stream<Trouble> refusals() {
        return Stream.of(
                Trouble.gateway(401),
                Trouble.answer(403, "new row violates row-level security policy"),
                Trouble.answer(400, "Invalid Compact JWS"),
                Trouble.answer(400, "jwt expired"));
    }

    @Test
    void aBucketThatAnotherServerMakesAtTheSameTimeIsUsed() {
        storage.addBucket("dox", false, Long.MAX_VALUE);
        storage.trouble("GET /bucket", Trouble.answer(404, "Bucket not found"));

        save(open(), CONTENT);

        assertThat(storage.requests()).startsWith("GET /bucket/dox", "POST /bucket", "GET /bucket/dox");
    }

    @Test
    void anOlderKeyIsATokenToo() {
        var jwt = "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.x";
        try (var legacy = StorageServer.start(jwt)) {
            var config = SupabaseBlobConfig.of(legacy.url(), jwt, "dox", folder);

            save(SupabaseBlobStore.open(config), CONTENT);

            assertThat(legacy.files("dox")).hasSize(1);
            assertThat(config.toString()).isEqualTo("bucket 'dox' at " + legacy.url());
        }
    }

    @Test
    void aKeyThatNoHeaderCanHoldIsRefusedAndNotShown() {
        assertThatThrownBy(() -> SupabaseBlobConfig.of(storage.url(), "sb_secret_\nx", "dox", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the service key has to be one word of ASCII (it is not shown)");
    }

    @Test
    void aFileOfTheDiskIsNotTakenForTheBucket() throws IOException {
        var blobs = open();
        blobs.saveDerived("a.bin", CONTENT);
        Files.delete(folder.resolve("one/incoming"));
        Files.createFile(folder.resolve("one/incoming"));

        assertThatThrownBy(() -> blobs.resolve("artifacts/a.bin"))
                .hasMessageStartingWith("Cannot write the local copy of 'artifacts/a.bin': ");
    }
}
