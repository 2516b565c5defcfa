package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one PDF takes, which end together when its time is over, however slowly answers come. What a server
 * says besides its answer is in no message, as it may repeat a key. Redirects are not followed: the key goes nowhere
 * else.
 */
public final class DoclingCalls {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final DoclingServeConfig config;
    private final long deadline;

    DoclingCalls(HttpClient client, DoclingServeConfig config) {
        this.client = client;
        this.config = config;
        this.deadline = System.nanoTime() + config.timeout().toNanos();
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** It did not do what it was asked for; the message goes on after its name. */
    public static final class FailedException extends Exception {
        public FailedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        public FailedException(String message) {
            this(message, null);
        }
    }

    /** Takes from an answer what is needed. */
    @FunctionalInterface
    interface Answer<T> {
        T read(InputStream body) throws IOException, FailedException;
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(config.url() + path)).header("Accept", "application/json");
        if (config.apiKey() != null) {
            request.header("X-Api-Key", config.apiKey().reveal());
        }
        return request;
    }

    /** Sends the request, and reads what is answered with the status 200. */
    <T> T send(HttpRequest request, long maxBytes, Answer<T> answer) throws FailedException, InterruptedException {
        var sent = client.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return read(sent.get(nanosLeft(), TimeUnit.NANOSECONDS), maxBytes, answer);
        } catch (TimeoutException e) {
            throw overdue(e);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (UncheckedIOException e) {
            throw failed(e.getCause());
        } catch (IOException e) {
            throw failed(e);
        } finally {
            sent.cancel(true); // does nothing to a finished one
        }
    }

    private <T> T read(HttpResponse<InputStream> response, long maxBytes, Answer<T> answer)
            throws IOException, FailedException {
        var atDeadline = new CompletableFuture<@Nullable Void>();
        try (var body = new DoclingStream(response.body(), maxBytes)) {
            if (response.statusCode() != 200) {
                throw new FailedException("answered with the status " + response.statusCode());
            }
            // reading waits for as long as the server likes, unless somebody closes what is read
            atDeadline.thenRun(() -> close(body));
            atDeadline.completeOnTimeout(null, nanosLeft(), TimeUnit.NANOSECONDS);
            return answer.read(body);
        } finally {
            atDeadline.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits, but not beyond the deadline. */
    void pause(Duration duration) throws FailedException, InterruptedException {
        if (nanosLeft() <= duration.toNanos()) {
            throw overdue(null);
        }
        Thread.sleep(duration);
    }

    private long nanosLeft() {
        return Math.max(1, deadline - System.nanoTime());
    }

    private FailedException failed(Throwable failure) {
        if (System.nanoTime() >= deadline) {
            return overdue(failure);
        }
        return switch (failure) {
            case ConnectException e -> new FailedException("cannot be reached", e);
            case HttpTimeoutException e -> new FailedException("cannot be reached", e);
            case DoclingStream.TooLargeException e ->
                new FailedException("answered with %s".formatted(e.getMessage()), e);
            case JsonProcessingException e -> {
                var at = e.getLocation();
                yield new FailedException(
                        at == null
                                ? "answered with what cannot be read"
                                : "answered with what cannot be read at line %d, column %d"
                                        .formatted(at.getLineNr(), at.getColumnNr()),
                        e);
            }
            default -> new FailedException("broke off its answer", failure);
        };
    }

    private FailedException overdue(@Nullable Throwable cause) {
        return new FailedException(
                "did not finish within %d ms; DOCLING_SERVE_TIMEOUT raises that"
                        .formatted(config.timeout().toMillis()),
                cause);
    }
}
