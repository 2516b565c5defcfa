package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.support.LatestValue;
import ai.pmoves.dox.http.CallLimits;
import ai.pmoves.dox.http.HttpCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Tells whether a local model server answers; what it told holds for 30 seconds. Thread-safe. */
public final class OllamaProbe implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Of a list of models, which has some hundred bytes for each. */
    private static final int MAX_BYTES = 1 << 20;

    private final String baseUrl;
    private final HttpCalls calls = new HttpCalls("ollama-probe", TIMEOUT);
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
            return calls.send(HttpRequest.newBuilder(uri).build(), new CallLimits(TIMEOUT, MAX_BYTES))
                            .statusCode()
                    == 200;
        } catch (IOException | IllegalArgumentException e) {
            return false; // not there, which is the answer
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
