package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.http.AnswerTooLargeException;
import ai.pmoves.dox.http.CallLimits;
import ai.pmoves.dox.http.HttpCalls;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one PDF takes, which share one deadline. What a server says besides its answer is in no message, as it
 * may repeat a key.
 */
public final class DoclingCalls {
    private final HttpCalls calls;
    private final DoclingServeConfig config;
    private final long deadline;

    DoclingCalls(HttpCalls calls, DoclingServeConfig config) {
        this.calls = calls;
        this.config = config;
        this.deadline = System.nanoTime() + config.timeout().toNanos();
    }

    /** It did not do what it was asked for; the message goes on after its name. */
    public static final class FailedException extends Exception {
        private final @Nullable Remedy remedy;

        FailedException(String message, @Nullable Throwable cause) {
            this(Reason.of(message), cause);
        }

        FailedException(String message) {
            this(message, null);
        }

        public FailedException(Reason reason, @Nullable Throwable cause) {
            super(reason.text(), cause);
            this.remedy = reason.remedy().orElse(null);
        }

        public Optional<Remedy> remedy() {
            return Optional.ofNullable(remedy);
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
        try {
            return calls.<T, FailedException>send(request, new CallLimits(timeLeft(), maxBytes), (status, body) -> {
                if (status != 200) {
                    throw new FailedException("answered with the status " + status);
                }
                return answer.read(body);
            });
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Waits, but not beyond the deadline. */
    void pause(Duration duration) throws FailedException, InterruptedException {
        if (timeLeft().compareTo(duration) <= 0) {
            throw overdue(null);
        }
        Thread.sleep(duration);
    }

    private Duration timeLeft() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private FailedException failed(IOException failure) {
        if (System.nanoTime() >= deadline) {
            return overdue(failure);
        }
        return switch (failure) {
            case ConnectException e -> new FailedException("cannot be reached", e);
            case HttpConnectTimeoutException e -> new FailedException("cannot be reached", e);
            case HttpTimeoutException e -> overdue(e);
            case AnswerTooLargeException e -> new FailedException("answered with %s".formatted(e.getMessage()), e);
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
                Reason.of(
                        "did not finish within %d ms".formatted(config.timeout().toMillis()),
                        Remedy.RAISE_DOCLING_TIMEOUT),
                cause);
    }
}
