package ai.pmoves.dox.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.util.Map;

/** Ollama's {@code /api/generate}. */
record OllamaApi(HttpCalls http, URI base, String model) implements ChatApi {
    @Override
    public String provider() {
        return "ollama";
    }

    @Override
    public String answer(String prompt) throws JsonProcessingException {
        var request = Map.of("model", model, "prompt", prompt, "stream", false, "format", "json");
        return http.post(provider(), URI.create(base + "/api/generate"), Map.of(), request)
                .at("/response")
                .asText();
    }
}
