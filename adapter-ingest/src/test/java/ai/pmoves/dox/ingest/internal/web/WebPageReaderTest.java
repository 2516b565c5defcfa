package ai.pmoves.dox.ingest.internal.web;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WebPageReaderTest {
    private static final String DATA_URL =
            "data:text/html,%3Ch1%3EWorkspace%20Media%20Sample%3C/h1%3E%3Cp%3EThis%20page"
                    + "%20was%20ingested%20from%20a%20data%20URL%20fixture.%3C/p%3E";

    private final AtomicInteger lookUps = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private WebGuard guard;
    private WebPageReader reader;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        int port = server.getAddress().getPort();
        guard = new WebGuard(
                (address, to) -> WebAddresses.isPublic(address) || address.isLoopbackAddress() && to == port,
                this::lookUp);
        reader = reader(Duration.ofMinutes(1));
    }

    private WebPageReader reader(Duration limit) {
        return new WebPageReader(
                Fixtures.config(new ParserLimits(1, 1, 1, 1, 1, 100_000), limit), Fixtures.ids(), guard);
    }

    /** One name is public when it is checked and private when it is connected to. */
    private InetAddress[] lookUp(String name) throws UnknownHostException {
        return switch (name) {
            case "fickle.example.com" ->
                new InetAddress[] {InetAddress.getByName(lookUps.getAndIncrement() == 0 ? "93.184.216.34" : "10.1.2.3")
                };
            default -> throw new UnknownHostException(name);
        };
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aDataUrlCarriesItsPage() {
        var parsed = fetch(DATA_URL);
        var evidence = parsed.evidence().getFirst();

        assertThat(evidence.locator()).isEqualTo(DATA_URL);
        assertThat(evidence.contentType()).isEqualTo("web_page");
        assertThat(evidence.preview())
                .isEqualTo("Workspace Media Sample This page was ingested from a data URL fixture.");
        assertThat(evidence.fullData().asObject())
                .containsOnlyKeys("url", "text", "metadata", "warnings", "artifacts")
                .containsEntry("warnings", List.of("data URL used; skipping headless fetch"))
                .containsEntry(
                        "artifacts", Map.of("html", "web/a.html", "text", "web/a.txt", "meta", "web/a.metadata.json"));
        assertThat(extras(parsed))
                .containsOnlyKeys("status", "preview", "metadata", "artifacts", "warnings")
                .containsEntry("status", "processed");
        assertThat(metadata(parsed))
                .containsExactly(
                        entry("cleaner", "jsoup"),
                        entry("title", null),
                        entry("links", List.of()),
                        entry("word_count", 12L));
        assertThat(parsed.derivedFiles()).containsOnlyKeys("web/a.html", "web/a.txt", "web/a.metadata.json");
    }

    @Test
    void aDataUrlMayBeBase64OrPlainText() {
        assertThat(text(fetch("DATA:text/html;charset=utf-8;base64,PGI+w7w8L2I+")))
                .isEqualTo("ü");
        assertThat(text(fetch("data:,100%25 <b> %zz"))).isEqualTo("100% <b> %zz");
        assertThat(extras(fetch("data:image/png;base64,iVBORw0KGgo="))
                        .get("warnings")
                        .toString())
                .contains("content of type image/png is not text");
        assertRefused(ErrorCode.URL_INVALID, () -> fetch("data:text/html;base64,***"));
        assertRefused(ErrorCode.URL_INVALID, () -> fetch("data:text/html"));
    }

    @Test
    void aPageIsReadWithItsTitleAndLinksButWithoutScripts() {
        serve("/a/page", "text/html; charset=utf-8", """
                <html><head><title> Club  hours </title><style>p {}</style></head><body>
                <script>alert(1)</script><p>Open   from <a href="../b">six</a>.</p><noscript>no</noscript>
                <template>t</template><a href="https://example.org/x">x</a> <a href="../b">again</a></body></html>
                """.getBytes(StandardCharsets.UTF_8));

        var parsed = fetch(url("/a/page"));

        assertThat(text(parsed)).isEqualTo("Club hours Open from six. x again");
        assertThat(metadata(parsed))
                .containsEntry("title", "Club hours")
                .containsEntry("links", List.of(url("/b"), "https://example.org/x"))
                .containsEntry("word_count", 7L);
        assertThat(extras(parsed)).containsEntry("warnings", List.of());
    }

    @Test
    void theEncodingIsThatOfTheHeaderOrOfThePage() {
        var latin = Charset.forName("windows-1252");
        serve("/header", "text/html; charset=windows-1252", "<p>Zoë</p>".getBytes(latin));
        serve("/meta", "text/html", "<meta charset=windows-1252><p>Zoë</p>".getBytes(latin));
        serve("/plain", "text/plain", "Zoë\n <b>".getBytes(latin));

        assertThat(text(fetch(url("/header")))).isEqualTo("Zoë");
        assertThat(text(fetch(url("/meta")))).isEqualTo("Zoë");
        assertThat(text(fetch(url("/plain")))).isEqualTo("Zoë <b>");
    }

    @Test
    void redirectsAreFollowedOneByOne() {
        redirect("/1", "two");
        redirect("/two", url("/3"));
        redirect("/3", "/end?x=1");
        serve("/end", "text/html", "<p>there</p>".getBytes(StandardCharsets.UTF_8));
        redirect("/loop", "/loop");

        assertThat(text(fetch(url("/1")))).isEqualTo("there");
        assertWarning(url("/loop"), "fetch failed: more than 5 redirects");
    }

    @Test
    void aRedirectToSomewhereForbiddenIsRefused() {
        redirect("/other-port", "http://127.0.0.1:1/");
        redirect("/metadata", "http://169.254.169.254/latest/");
        redirect("/slashes", "//[::1]/");
        redirect("/file", "file:///etc/passwd");
        redirect("/data", "data:text/html,x");

        for (var path : List.of("/other-port", "/metadata", "/slashes", "/file", "/data")) {
            assertRefused(ErrorCode.URL_FORBIDDEN, () -> fetch(url(path))).hasMessageStartingWith("SSRF protection: ");
        }
    }

    @Test
    void aNameThatBecomesPrivateAfterTheCheckIsRefused() {
        assertRefused(ErrorCode.URL_FORBIDDEN, () -> fetch("http://fickle.example.com/"))
                .hasMessageContaining("10.1.2.3");
    }

    @Test
    void whatGoesWrongOnTheWayIsAWarning() {
        serve("/image", "image/png", new byte[] {1, 2, 3});

        assertWarning(url("/missing"), "fetch failed: HTTP 404 Not Found");
        assertWarning(url("/image"), "content of type image/png is not text and was not read");
        assertWarning("http://unknown.example.com/", "fetch failed: unknown.example.com");
    }

    @Test
    @Timeout(60)
    void aServerThatDripsIsCutOff() {
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reader = reader(Duration.ofMillis(500));

        assertWarning(url("/drip"), "fetch failed: no complete answer within 500 ms");
    }

    @Test
    void aPageThatIsTooLargeIsRefusedEvenIfItWasPacked() {
        serve("/huge", "text/html", new byte[200_000]);
        server.createContext("/packed", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (var out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(new byte[5_000_000]);
            }
        });

        assertRefused(ErrorCode.FILE_TOO_LARGE, () -> fetch(url("/huge")))
                .hasMessageEndingWith("is larger than the 100000 bytes allowed");
        assertRefused(ErrorCode.FILE_TOO_LARGE, () -> fetch(url("/packed")));
        assertRefused(ErrorCode.FILE_TOO_LARGE, () -> fetch("data:," + "x".repeat(100_001)));
    }

    @Test
    void anAddressIsCheckedWithoutFetchingIt() {
        reader.check(DATA_URL);
        reader.check(" " + url("/") + " ");
        assertRefused(ErrorCode.URL_FORBIDDEN, () -> reader.check("http://10.0.0.1/"));
        assertRefused(ErrorCode.URL_INVALID, () -> reader.check("no-scheme"));
    }

    private void serve(String path, String type, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            send(exchange, 200, body);
        });
    }

    private void redirect(String path, String to) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            send(exchange, 302, new byte[0]);
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private ParsedFile fetch(String url) {
        return reader.fetch(url, Id.of("a"));
    }

    private void assertWarning(String url, String warning) {
        var parsed = fetch(url);
        assertThat(text(parsed)).isEmpty();
        assertThat(extras(parsed).get("warnings").toString()).contains(warning);
    }

    private static String text(ParsedFile parsed) {
        return (String) parsed.evidence().getFirst().fullData().asObject().get("text");
    }

    private static Map<String, Object> extras(ParsedFile parsed) {
        return parsed.extras().get("web").asObject();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metadata(ParsedFile parsed) {
        return (Map<String, Object>) extras(parsed).get("metadata");
    }
}
