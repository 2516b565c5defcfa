package ai.pmoves.dox.blobs;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.http.Retry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The bucket and what can be done with the files in it, each call repeated while that may help. */
final class Bucket {
    /** Larger files go in pieces of this size, the last but for what is left: Storage wants exactly that. */
    static final int PIECE_BYTES = 6 * 1024 * 1024;

    static final String CONTENT_TYPE = "application/octet-stream";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SupabaseBlobConfig config;
    private final StorageClient client;

    Bucket(SupabaseBlobConfig config) {
        this.config = config;
        this.client = new StorageClient(config);
    }

    /**
     * Makes the bucket if it is not there.
     *
     * @throws DoxException {@code config.invalid} if it is not fit for us
     */
    void prepare() throws IOException {
        var bucket = client.repeat(attempt -> findOrMake());
        if (bucket.path("public").asBoolean()) {
            throw unfit("is public: anyone who guesses a name could read a file. Make it private in the dashboard");
        }
        var types = bucket.path("allowed_mime_types");
        if (!types.isEmpty() && !types.toString().matches(".*\"(\\*/\\*|application/(octet-stream|\\*))\".*")) {
            throw unfit("takes only files of the types %s. Let it take all in the dashboard".formatted(types));
        }
    }

    private DoxException unfit(String reason) {
        return new DoxException(
                ErrorCode.CONFIG_INVALID, "The %s %s.".formatted(config, reason), Remedy.NAME_ANOTHER_BUCKET);
    }

    private JsonNode findOrMake() throws IOException {
        try {
            return find();
        } catch (StorageFailure e) {
            if (e.status() != 404) {
                throw e;
            }
        }
        try {
            client.send(client.json(
                    "/bucket",
                    JSON.writeValueAsString(Map.of("id", config.bucket(), "name", config.bucket(), "public", false))));
        } catch (StorageFailure e) {
            if (e.status() != 409) {
                throw e; // 409: another server was quicker
            }
        }
        return find();
    }

    private JsonNode find() throws IOException {
        return JSON.readTree(
                client.send(client.request("/bucket/" + config.bucket())).body());
    }

    /** Stores a file, replacing one of the same name; it appears whole or not at all. */
    void put(String name, Path file, long sizeBytes) throws IOException {
        var key = ObjectKey.of(name);
        if (sizeBytes > PIECE_BYTES) {
            new ResumableUpload(client, config.bucket(), key, file, sizeBytes).run();
            return;
        }
        client.repeat(attempt -> {
            var sent = new AtomicLong();
            var request = client.request(path(key))
                    .header("Content-Type", CONTENT_TYPE)
                    .header("Cache-Control", "no-cache")
                    .header("x-upsert", "true")
                    .POST(new FilePiece(file, 0, sizeBytes).publisher(sent));
            return client.send(request, sent::get);
        });
    }

    /**
     * Gets a file into one of this machine, which is there and empty, with its time of modification. This is done once
     * and not repeated.
     */
    void get(String name, Path target) throws IOException {
        var request = client.request("/object/authenticated/%s/%s".formatted(config.bucket(), ObjectKey.of(name)));
        var answer = client.send(request, into(target), () -> target.toFile().length());
        var modified = answer.headers().firstValue("Last-Modified");
        if (modified.isPresent()) {
            Files.setLastModifiedTime(target, FileTime.from(parse(modified.get())));
        }
    }

    private static Instant parse(String httpDate) throws IOException {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate));
        } catch (DateTimeException e) {
            throw new IOException("the answer's header Last-Modified is '%s'".formatted(httpDate), e);
        }
    }

    <T> T repeat(Retry.Attempt<T> attempt) throws IOException {
        return client.repeat(attempt);
    }

    private static BodyHandler<String> into(Path target) {
        return answer -> answer.statusCode() == 200
                ? BodySubscribers.mapping(BodySubscribers.ofFile(target, StandardOpenOption.WRITE), path -> "")
                : StorageClient.text().apply(answer);
    }

    /** Removes a file; returns if it was there. */
    boolean remove(String name) throws IOException {
        try {
            client.repeat(attempt ->
                    client.send(client.request(path(ObjectKey.of(name))).DELETE()));
            return true;
        } catch (StorageFailure e) {
            if (e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    /** Whether there are files below this name. */
    boolean isFolder(String name) throws IOException {
        var query = JSON.writeValueAsString(Map.of("prefix", ObjectKey.of(name) + "/", "limit", 1));
        var answer = client.repeat(attempt -> client.send(client.json("/object/list/" + config.bucket(), query)));
        return !JSON.readTree(answer.body()).isEmpty();
    }

    private String path(String key) {
        return "/object/%s/%s".formatted(config.bucket(), key);
    }
}
