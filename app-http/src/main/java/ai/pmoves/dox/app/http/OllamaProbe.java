package ai.pmoves.dox.app.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a local model server answers. Its answer holds for 30 seconds; whoever asks waits a quarter of a
 * second at most and else gets what was known before. Safe for use by many threads.
 */
final class OllamaProbe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final long PATIENCE_MILLIS = 250;

    private final String baseUrl;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .executor(task -> Thread.ofVirtual().start(task))
            .build();
    private @Nullable CompletableFuture<Boolean> probe;
    private long probedAt;
    private volatile boolean known;

    OllamaProbe(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    boolean isAvailable() {
        return !baseUrl.isBlank()
                && current()
                        .copy()
                        .completeOnTimeout(known, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .join();
    }

    private synchronized CompletableFuture<Boolean> current() {
        if (probe == null || System.nanoTime() - probedAt > FRESH.toNanos()) {
            probedAt = System.nanoTime();
            probe = CompletableFuture.supplyAsync(
                    this::ask, task -> Thread.ofVirtual().name("ollama-probe").start(task));
        }
        return probe;
    }

    private boolean ask() {
        try {
            var uri = URI.create(baseUrl.replaceAll("/+$", "") + "/api/tags");
            var request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
            known = client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | IllegalArgumentException e) {
            known = false; // nobody there, which is what was asked
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            known = false;
        }
        return known;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
