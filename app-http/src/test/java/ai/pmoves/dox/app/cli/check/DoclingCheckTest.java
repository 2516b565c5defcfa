package ai.pmoves.dox.app.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.check.Check.Verdict;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code dox doctor} says of a docling-serve, which a server of the test plays. */
class DoclingCheckTest {
    private HttpServer server;
    private URI url;
    private int health = 200;
    private int task = 404;
    private String key = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean isHealth = exchange.getRequestURI().getPath().equals("/health");
                key = String.valueOf(exchange.getRequestHeaders().getFirst("X-Api-Key"));
                exchange.sendResponseHeaders(isHealth ? health : task, -1);
            }
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void assertSaid(Verdict verdict, String words) {
        var check = DoclingCheck.run(new DoclingServeConfig(url, Secret.of("k3y"), Duration.ofSeconds(1), 1));
        assertThat(check.name()).isEqualTo("docling");
        assertThat(check.verdict()).as(check.detail()).isEqualTo(verdict);
        assertThat(check.detail()).startsWith(url + " " + words).doesNotContain("k3y");
    }

    @Test
    void oneThatAnswersIsWell() {
        assertSaid(Verdict.OK, "answers, and is given PDFs to read");
        assertThat(key).isEqualTo("k3y");
    }

    @Test
    void whatIsWrongWithAnotherIsTold() {
        task = 401;
        assertSaid(
                Verdict.WARN, "refuses DOCLING_SERVE_API_KEY (status 401); the built-in parser reads PDFs meanwhile");
        task = 500;
        assertSaid(Verdict.WARN, "answers for tasks with the status 500");
        health = 404;
        assertSaid(Verdict.WARN, "answers /health with the status 404");
        server.stop(0);
        assertSaid(Verdict.WARN, "cannot be reached (");
    }
}
