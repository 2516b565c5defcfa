package ai.pmoves.dox.blobs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks HTTP with Storage: proves who we are, gives up when nothing moves, and tries again what may pass. It follows
 * no redirect, so that the key goes nowhere else. Thread-safe.
 */
final class StorageClient {
    private static final Logger LOG = LoggerFactory.getLogger(StorageClient.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final String NEW_SECRET_KEY = "sb_secret_";

    private final SupabaseBlobConfig config;
    private final HttpClient http;

    StorageClient(SupabaseBlobConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(min(CONNECT_TIMEOUT, config.patience()))
                .executor(task -> Thread.ofVirtual().name("dox-storage").start(task))
                .build();
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
        return send(request, BodyHandlers.ofString(), moved);
    }

    /**
     * Sends a request once.
     *
     * @param moved grows while the request or its answer is on its way
     * @throws StorageFailure if the answer says that it was not done
     */
    HttpResponse<String> send(HttpRequest.Builder request, BodyHandler<String> body, LongSupplier moved)
            throws IOException {
        var answer = await(http.sendAsync(request.build(), body), moved);
        if (answer.statusCode() / 100 != 2) {
            throw StorageFailure.of(answer);
        }
        return answer;
    }

    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer, LongSupplier moved)
            throws IOException {
        try {
            long before = moved.getAsLong();
            while (true) {
                try {
                    return answer.get(config.patience().toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    long now = moved.getAsLong();
                    if (now == before) {
                        throw new HttpTimeoutException("nothing moved for %d ms"
                                .formatted(config.patience().toMillis()));
                    }
                    before = now;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException failure(Throwable cause) {
        return switch (cause) {
            case IOException io -> io;
            case UncheckedIOException io -> io.getCause();
            default -> new IOException(cause);
        };
    }

    /** What is done, and done again if it failed; it has to be harmless to do it twice. */
    interface Attempt<T> {
        /** @param number 0 for the first */
        T run(int number) throws IOException;
    }

    /** Repeats the attempt, in growing intervals, as long as its failure may pass and patience lasts. */
    <T> T repeat(Attempt<T> attempt) throws IOException {
        long start = System.nanoTime();
        for (int number = 0; ; number++) {
            try {
                return attempt.run(number);
            } catch (IOException e) {
                var pause = pause(number);
                var spent = Duration.ofNanos(System.nanoTime() - start);
                if (!mayPass(e) || spent.plus(pause).compareTo(config.patience()) > 0) {
                    throw e;
                }
                LOG.debug("event=blob.again attempt={} reason=\"{}\"", number + 1, Failures.reason(e));
                sleep(pause);
            }
        }
    }

    private static boolean mayPass(IOException e) {
        return e instanceof StorageFailure failure ? failure.mayPass() : !(e instanceof InterruptedIOException);
    }

    private static Duration pause(int number) {
        var full = min(FIRST_PAUSE.multipliedBy(1L << Math.min(number, 10)), LONGEST_PAUSE);
        return full.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(full.toMillis() / 2));
    }

    private static void sleep(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
