package ai.pmoves.dox.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls other servers over HTTP/1.1. A call that ends early, by its timeout, by its size limit or by an interruption of
 * the calling thread, closes its connection. Redirects are not followed, so that a key is sent to no other server.
 *
 * <p>Calls throw {@link HttpTimeoutException} when they exceed their timeout and {@link AnswerTooLargeException} when
 * the answer exceeds its limit.
 *
 * <p>This is not for addresses that users enter: it connects to any address, also a private one.
 *
 * <p>Safe for use by many threads. Closing it ends its calls; one that is not closed is garbage-collected like any object.
 */
public final class HttpCalls implements AutoCloseable {
    private final HttpClient client;

    /** @param threads name of the threads that transfer requests and answers */
    public HttpCalls(String threads, Duration connectTimeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(task -> Thread.ofVirtual().name(threads).start(task))
                .build();
    }

    /** Sends a request and returns the whole answer, whatever its status. */
    public HttpResponse<byte[]> send(HttpRequest request, CallLimits limits) throws IOException, InterruptedException {
        var answer = client.sendAsync(request, LimitedBody.of(BodyHandlers.ofByteArray(), limits.maxBytes()));
        try {
            return await(answer, limits.timeout());
        } finally {
            answer.cancel(true); // no effect on a complete answer
        }
    }

    /**
     * Reads an answer as it arrives.
     *
     * @param <T> the result
     * @param <X> a failure of the reader's own
     */
    @FunctionalInterface
    public interface AnswerReader<T extends @Nullable Object, X extends Exception> {
        /** @param body fails when the call exceeds its limits, and is closed by the caller */
        T read(int status, InputStream body) throws IOException, X;
    }

    /** Sends a request and has the answer read while it arrives, whatever its status. */
    public <T extends @Nullable Object, X extends Exception> T send(
            HttpRequest request, CallLimits limits, AnswerReader<T, X> reader)
            throws IOException, InterruptedException, X {
        long start = System.nanoTime();
        var answer = client.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return read(await(answer, limits.timeout()), start, limits, reader);
        } finally {
            if (!answer.cancel(true)) {
                answer.thenAccept(late -> close(late.body())); // it came after the timeout
            }
        }
    }

    private static <T extends @Nullable Object, X extends Exception> T read(
            HttpResponse<InputStream> answer, long start, CallLimits limits, AnswerReader<T, X> reader)
            throws IOException, X {
        long deadline = start + limits.timeout().toNanos();
        var atDeadline = new CompletableFuture<@Nullable Void>();
        try (var body = new LimitedStream(answer.body(), limits.maxBytes())) {
            // a read blocks as long as the server likes, unless another thread closes the stream
            atDeadline.thenRun(() -> close(body));
            atDeadline.completeOnTimeout(null, Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return reader.read(answer.statusCode(), body);
        } catch (IOException | UncheckedIOException e) {
            if (System.nanoTime() >= deadline) {
                throw timedOut(limits.timeout(), e);
            }
            throw failure(e);
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

    /**
     * Sends a request whose whole time no limit would fit, since it or its answer is large.
     *
     * @param stall the longest time in which nothing moves
     * @param moved grows while the request or its answer moves
     */
    public <T> HttpResponse<T> transfer(HttpRequest request, BodyHandler<T> body, Duration stall, LongSupplier moved)
            throws IOException, InterruptedException {
        var answer = client.sendAsync(request, body);
        try {
            long before = moved.getAsLong();
            while (true) {
                try {
                    return get(answer, stall);
                } catch (TimeoutException e) {
                    long now = moved.getAsLong();
                    if (now == before) {
                        throw timedOut("nothing moved for %d ms".formatted(stall.toMillis()), e);
                    }
                    before = now;
                }
            }
        } finally {
            answer.cancel(true);
        }
    }

    private static <T> T await(CompletableFuture<T> answer, Duration timeout) throws IOException, InterruptedException {
        try {
            return get(answer, timeout);
        } catch (TimeoutException e) {
            throw timedOut(timeout, e);
        }
    }

    private static <T> T get(CompletableFuture<T> answer, Duration timeout)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static IOException failure(Throwable cause) {
        return switch (cause) {
            case IOException io -> io;
            case UncheckedIOException io -> io.getCause();
            default -> new IOException(cause);
        };
    }

    private static HttpTimeoutException timedOut(Duration timeout, Throwable cause) {
        return timedOut("no complete answer within %d ms".formatted(timeout.toMillis()), cause);
    }

    private static HttpTimeoutException timedOut(String message, Throwable cause) {
        var failure = new HttpTimeoutException(message);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
