package ai.pmoves.dox.blobs;

import ai.pmoves.dox.http.HttpCalls;
import ai.pmoves.dox.http.LimitedBody;
import ai.pmoves.dox.http.Retry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Calls Storage with the project's key: gives up when nothing moves, and repeats what may succeed a moment later.
 * Thread-safe.
 */
final class StorageClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final String NEW_SECRET_KEY = "sb_secret_";

    private final SupabaseBlobConfig config;
    private final HttpCalls calls;
    private final Retry retry;

    StorageClient(SupabaseBlobConfig config) {
        this.config = config;
        this.calls = new HttpCalls("dox-storage", min(CONNECT_TIMEOUT, config.timeout()));
        this.retry = new Retry(config.timeout(), StorageClient::mayPass);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** @param path below {@code /storage/v1}, of characters that need no escape */
    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(config.projectUrl() + "/storage/v1" + path))
                .header("apikey", config.serviceKey());
        // the new keys are no JWTs: the gateway makes one of them
        return config.serviceKey().startsWith(NEW_SECRET_KEY)
                ? request
                : request.header("Authorization", "Bearer " + config.serviceKey());
    }

    HttpRequest.Builder json(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    /** Sends a small request once, whose answer is small. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        return send(request, () -> 0);
    }

    /** Sends a request once, whose answer is small. */
    HttpResponse<String> send(HttpRequest.Builder request, LongSupplier moved) throws IOException {
        return send(request, text(), moved);
    }

    /** Takes a small answer as text. */
    static BodyHandler<String> text() {
        return LimitedBody.of(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES);
    }

    /**
     * Sends a request once.
     *
     * @param moved grows while the request or its answer is on its way
     * @throws StorageFailure if the answer says that it was not done
     */
    HttpResponse<String> send(HttpRequest.Builder request, BodyHandler<String> body, LongSupplier moved)
            throws IOException {
        try {
            var answer = calls.transfer(request.build(), body, config.timeout(), moved);
            if (answer.statusCode() / 100 != 2) {
                throw StorageFailure.of(answer);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Repeats the attempt as long as its failure may pass and the time of the configuration lasts. */
    <T> T repeat(Retry.Attempt<T> attempt) throws IOException {
        return retry.call(attempt);
    }

    private static boolean mayPass(IOException e) {
        return e instanceof StorageFailure failure ? failure.mayPass() : !(e instanceof InterruptedIOException);
    }
}
