package ai.pmoves.dox.contract;

import ai.pmoves.dox.contract.model.EmbedderContract;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.Embedder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** An embedder that asks a server passes the contract, too. */
@TestInstance(Lifecycle.PER_CLASS)
class RemoteEmbedderTest implements EmbedderContract {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private RemoteEmbedder embedder;

    @BeforeAll
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/embed", RemoteEmbedderTest::answer);
        server.setExecutor(threads);
        server.start();
        var url = "http://localhost:%d/embed".formatted(server.getAddress().getPort());
        embedder = new RemoteEmbedder(URI.create(url), new ModelId("words", "r1", WordVectors.DIMENSION));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var in = new DataInputStream(exchange.getRequestBody());
                var out = new DataOutputStream(exchange.getResponseBody())) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                var text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                for (var component : WordVectors.of(text)) {
                    out.writeFloat(component);
                }
            }
        }
    }

    @AfterAll
    void close() {
        embedder.close();
        server.stop(0);
        threads.close();
    }

    @Override
    public Embedder embedder() {
        return embedder;
    }
}
