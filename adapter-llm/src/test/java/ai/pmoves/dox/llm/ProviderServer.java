package ai.pmoves.dox.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A server that speaks the protocols of Ollama, OpenAI and Gemini, and fails as told. */
final class ProviderServer implements AutoCloseable {
    /** What it was asked. */
    record Asked(String path, String key, JsonNode body) {}

    /** How it answers the exchange. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Answer answer = exchange -> send(exchange, 500, "");

    ProviderServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void answer(Answer next) {
        answer = next;
    }

    /** Has the model say this of each prompt. */
    void say(UnaryOperator<String> model) {
        answer = exchange -> {
            var last = asked.getLast();
            var path = last.path();
            if (path.equals("/api/generate")) {
                var text = model.apply(last.body().at("/prompt").asText());
                send(exchange, 200, json(Map.of("model", "m", "response", text, "done", true)));
            } else if (path.equals("/v1/chat/completions")) {
                var text = model.apply(last.body().at("/messages/0/content").asText());
                var message = Map.of("role", "assistant", "content", text);
                send(exchange, 200, json(Map.of("choices", List.of(Map.of("index", 0, "message", message)))));
            } else {
                var text =
                        model.apply(last.body().at("/contents/0/parts/0/text").asText());
                var content = Map.of("role", "model", "parts", List.of(Map.of("text", text)));
                send(exchange, 200, json(Map.of("candidates", List.of(Map.of("content", content)))));
            }
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var key = headers.containsKey("Authorization")
                    ? headers.getFirst("Authorization")
                    : headers.getFirst("x-goog-api-key");
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(key),
                    ProviderCalls.JSON.readTree(exchange.getRequestBody())));
            answer.to(exchange);
        }
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String json(Object value) {
        try {
            return ProviderCalls.JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
