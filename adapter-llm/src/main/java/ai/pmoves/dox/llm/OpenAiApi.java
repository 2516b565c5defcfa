package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.Secret;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /chat/completions} of OpenAI and of the many servers that speak as it does. */
record OpenAiApi(ProviderCalls http, URI base, String model, Optional<Secret> key) implements ChatApi {
    @Override
    public String provider() {
        return "openai";
    }

    @Override
    public String answer(String prompt) throws JsonProcessingException {
        var request =
                Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", prompt)), "stream", false);
        Map<String, Secret> headers = key.map(secret -> Map.of("Authorization", Secret.of("Bearer " + secret.reveal())))
                .orElse(Map.of());
        return http.post(provider(), URI.create(base + "/chat/completions"), headers, request)
                .at("/choices/0/message/content")
                .asText();
    }
}
