package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.Secret;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gemini's {@code generateContent}.
 *
 * @param asJson whether the model has to answer with JSON
 */
record GeminiApi(ProviderCalls http, URI base, String model, Optional<Secret> key, boolean asJson) implements ChatApi {
    @Override
    public String provider() {
        return "gemini";
    }

    @Override
    public String answer(String prompt) throws JsonProcessingException {
        var request = Map.of(
                "contents", List.of(Map.of("role", "user", "parts", List.of(Map.of("text", prompt)))),
                "generationConfig", Map.of("responseMimeType", asJson ? "application/json" : "text/plain"));
        var address = URI.create(
                "%s/models/%s:generateContent".formatted(base, URLEncoder.encode(model, StandardCharsets.UTF_8)));
        Map<String, Secret> headers =
                key.map(secret -> Map.of("x-goog-api-key", secret)).orElse(Map.of());
        var text = new StringBuilder();
        http.post(provider(), address, headers, request)
                .at("/candidates/0/content/parts")
                .forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }
}
