package ai.pmoves.dox.app.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OllamaProbeTest {
    @Test
    void aModelServerThatAnswersIsAvailableAndAskedOnce() throws IOException {
        var asked = new AtomicInteger();
        var ollama = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ollama.createContext("/api/tags", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        ollama.start();
        try (var probe =
                new OllamaProbe("http://127.0.0.1:" + ollama.getAddress().getPort() + "/")) {
            Eventually.await("the answer").until(probe::isAvailable);
            assertThat(asked).hasValue(1);
        } finally {
            ollama.stop(0);
        }
    }

    @Test
    void aModelServerThatIsSilentIsNotAvailable() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var probe = new OllamaProbe("http://127.0.0.1:" + silent.getLocalPort())) {
            assertThat(probe.isAvailable()).isFalse();
        }
    }

    @Test
    void noAddressIsNoModelServer() {
        try (var probe = new OllamaProbe("")) {
            assertThat(probe.isAvailable()).isFalse();
        }
    }
}
