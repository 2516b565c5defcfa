package ai.pmoves.dox.app.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The part of a Supabase project that publishes keys, with the ways in which it fails. */
public final class ProjectServer implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mood mood = Mood.WELL;
    private volatile String refusedKey = "";
    private volatile String keys = "{\"keys\":[]}";

    /** How it answers. */
    enum Mood {
        WELL,
        STATUS_500,
        NOT_JSON,
        /** Headers come, and the body never does. */
        STUCK_IN_THE_BODY,
        /** Nothing ever comes. */
        SILENT
    }

    private ProjectServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/auth/v1/.well-known/jwks.json", this::answer);
        server.createContext("/auth/v1/settings", this::settings);
        server.start();
    }

    public static ProjectServer start(JWK... keys) {
        return start(0, keys);
    }

    static ProjectServer start(int port, JWK... keys) {
        try {
            var server = new ProjectServer(port);
            server.publish(keys);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The name that it signs tokens with. */
    public String issuer() {
        return url() + "/auth/v1";
    }

    /** How often it was asked for its keys. */
    int asked() {
        return asked.get();
    }

    void is(Mood now) {
        mood = now;
    }

    /** Publishes the public halves of these keys, and no others. */
    public void publish(JWK... published) {
        keys = new JWKSet(List.of(published)).toPublicJWKSet().toString();
    }

    /** Takes every key but this. */
    public void refuse(String key) {
        refusedKey = key;
    }

    private void settings(HttpExchange exchange) throws IOException {
        var key = exchange.getRequestHeaders().getFirst("apikey");
        send(exchange, refusedKey.equals(key) ? 401 : 200, "{}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        switch (mood) {
            case WELL -> send(exchange, 200, keys);
            case STATUS_500 -> send(exchange, 500, keys);
            case NOT_JSON -> send(exchange, 200, "<html>");
            case STUCK_IN_THE_BODY -> {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                waitUntilClosed();
            }
            case SILENT -> waitUntilClosed();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void waitUntilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It listens no longer. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
