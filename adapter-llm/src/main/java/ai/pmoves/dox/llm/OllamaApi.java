package ai.pmoves.dox.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Ollama's {@code /api/generate}.
 *
 * @param asJson whether the model has to answer with JSON
 */
record OllamaApi(ProviderCalls http, URI base, String model, boolean asJson) implements ChatApi {
    @Override
    public String provider() {
        return "ollama";
    }

    @Override
    public String answer(String prompt) throws JsonProcessingException {
        var request = new HashMap<String, Object>(Map.of("model", model, "prompt", prompt, "stream", false));
        if (asJson) {
            request.put("format", "json");
        }
        return http.post(provider(), URI.create(base + "/api/generate"), Map.of(), request)
                .at("/response")
                .asText();
    }
}
