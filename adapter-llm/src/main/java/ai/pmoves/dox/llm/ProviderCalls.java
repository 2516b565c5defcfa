package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.http.AnswerTooLargeException;
import ai.pmoves.dox.http.CallLimits;
import ai.pmoves.dox.http.HttpCalls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks servers of language models. What a server says besides its answer is in no message, as it may repeat a key. Safe
 * for use by many threads.
 */
final class ProviderCalls {
    static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 8 << 20;

    private final HttpCalls calls = new HttpCalls("dox-llm", CONNECT_TIMEOUT);
    private final CallLimits limits;

    ProviderCalls(Duration timeout) {
        this.limits = new CallLimits(timeout, MAX_BYTES);
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
        headers.forEach((name, value) -> request.header(name, checked(provider, value.reveal())));
        var response = send(provider, request.build());
        if (response.statusCode() != 200) {
            throw failed(provider, "answered with the status " + response.statusCode(), null);
        }
        return JSON.readTree(new String(response.body(), StandardCharsets.UTF_8));
    }

    /** The client's own check would quote the key. */
    private static String checked(String provider, String value) {
        if (!value.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw failed(
                    provider,
                    "was not called: its key has characters that HTTP headers do not allow, such as line breaks or curly quotes",
                    null);
        }
        return value;
    }

    private HttpResponse<byte[]> send(String provider, HttpRequest request) {
        try {
            return calls.send(request, limits);
        } catch (IOException e) {
            throw failed(provider, reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(provider, "was not waited for any longer", e);
        }
    }

    private String reason(IOException failure) {
        return switch (failure) {
            case ConnectException e -> "cannot be reached";
            case HttpConnectTimeoutException e -> "cannot be reached";
            case HttpTimeoutException e ->
                "did not finish its answer within %d ms"
                        .formatted(limits.timeout().toMillis());
            case AnswerTooLargeException e -> "answered with " + e.getMessage();
            default -> "broke off its answer";
        };
    }

    private static DoxException failed(String provider, String what, @Nullable Throwable cause) {
        return new DoxException(ErrorCode.EXTRACTION_FAILED, "The provider %s %s.".formatted(provider, what), cause);
    }
}
