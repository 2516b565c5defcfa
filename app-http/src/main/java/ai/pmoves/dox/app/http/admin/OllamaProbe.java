package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.support.LatestValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Tells whether a local model server answers; what it told holds for 30 seconds. Thread-safe. */
public final class OllamaProbe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final String baseUrl;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .executor(task -> Thread.ofVirtual().start(task))
            .build();
    private final LatestValue<Boolean> available = new LatestValue<>(false, Duration.ofSeconds(30), this::ask);

    public OllamaProbe(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    boolean isAvailable() {
        return !baseUrl.isBlank() && available.get();
    }

    private boolean ask() {
        try {
            var uri = URI.create(baseUrl.replaceAll("/+$", "") + "/api/tags");
            var request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | IllegalArgumentException e) {
            return false; // nobody there, which is what was asked
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
