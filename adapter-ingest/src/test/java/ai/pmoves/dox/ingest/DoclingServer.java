package ai.pmoves.dox.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that speaks the protocol of docling-serve, and fails as told. */
public final class DoclingServer implements AutoCloseable {
    public static final String SUBMIT = "/v1/convert/file/async";
    public static final String POLL = "/v1/status/poll/task-1";
    public static final String RESULT = "/v1/result/task-1";

    /** What it was asked. */
    public record Asked(String method, String pathAndQuery, String key, String contentType, String body) {}

    /** How it answers. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    public volatile Answer submit =
            json("{\"task_id\":\"task-1\",\"task_type\":\"convert\",\"task_status\":\"pending\"}");
    public volatile Answer result = json("{}");
    /** The statuses that are told one after the other, the last one again and again. */
    private volatile List<String> statuses = List.of("pending", "started", "success");

    private volatile int polled;

    public DoclingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void statuses(String... each) {
        statuses = List.of(each);
    }

    /** Has it answer with a document, given as JSON. */
    public void convertTo(String document) {
        result = json(answer(document, "success"));
    }

    public static String answer(String document, String status) {
        return "{\"document\":{\"filename\":\"document.pdf\",\"md_content\":null,\"json_content\":%s},\"status\":\"%s\",\"errors\":[],\"processing_time\":1.5,\"timings\":{}}"
                .formatted(document, status);
    }

    public static Answer json(String body) {
        return exchange -> send(exchange, 200, body);
    }

    public static Answer status(int code) {
        return exchange -> send(exchange, code, "{\"detail\":\"s3cret\"}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(headers.getFirst("X-Api-Key")),
                    String.valueOf(headers.getFirst("Content-Type")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
            switch (path) {
                case SUBMIT -> submit.to(exchange);
                case POLL ->
                    send(
                            exchange,
                            200,
                            "{\"task_id\":\"task-1\",\"task_type\":\"convert\",\"task_status\":\"%s\"}"
                                    .formatted(statuses.get(Math.min(polled++, statuses.size() - 1))));
                case RESULT -> result.to(exchange);
                default -> send(exchange, 404, "{\"detail\":\"Not Found\"}");
            }
        }
    }

    public static void send(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
