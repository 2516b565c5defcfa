package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks servers of language models. Each call ends within its time, however slowly the answer comes, and takes no more
 * than {@link LimitedBody#MAX_BYTES} of it. What a server says besides its answer is in no message, as it may repeat a
 * key.
 */
final class HttpCalls {
    static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final Duration timeout;

    HttpCalls(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Sends JSON and returns the JSON of the answer.
     *
     * @throws DoxException {@code extract.provider-failed}
     * @throws JsonProcessingException if the answer is none
     */
    JsonNode post(String provider, URI address, Map<String, Secret> headers, Object body)
            throws JsonProcessingException {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        headers.forEach((name, value) -> request.header(name, value.reveal()));
        var response = await(provider, client.sendAsync(request.build(), info -> new LimitedBody()));
        if (response.statusCode() != 200) {
            throw failed(provider, "answered with the status " + response.statusCode(), null);
        }
        return JSON.readTree(new String(response.body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> await(String provider, CompletableFuture<HttpResponse<byte[]>> response) {
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed(provider, "did not finish its answer within %d ms".formatted(timeout.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(provider, "was not waited for any longer", e);
        } catch (ExecutionException e) {
            throw failed(provider, reason(e.getCause()), e);
        } finally {
            response.cancel(true); // does nothing to a finished one
        }
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case ConnectException e -> "cannot be reached";
            case LimitedBody.TooLarge e -> "answered with more than %d bytes".formatted(LimitedBody.MAX_BYTES);
            default -> "broke off its answer";
        };
    }

    private static DoxException failed(String provider, String what, @Nullable Throwable cause) {
        return new DoxException(ErrorCode.EXTRACTION_FAILED, "The provider %s %s.".formatted(provider, what), cause);
    }
}
