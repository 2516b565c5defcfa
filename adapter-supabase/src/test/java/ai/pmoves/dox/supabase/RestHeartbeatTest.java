package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.ports.store.RestHealth;
import ai.pmoves.dox.supabase.SupabaseConfig.RestSide;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestHeartbeatTest {
    private static final String KEY = "sb_secret_of-tests";

    private final AtomicReference<@Nullable Headers> asked = new AtomicReference<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "[]";
    private volatile Duration delay = Duration.ZERO;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/rest/v1/search_chunks", exchange -> {
            asked.set(exchange.getRequestHeaders());
            try (exchange) {
                Thread.sleep(delay);
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RestHeartbeat heartbeat(String key) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new RestHeartbeat(new RestSide(url, key), Duration.ofSeconds(5));
    }

    private RestHealth health() throws InterruptedException {
        try (var heartbeat = heartbeat(KEY)) {
            heartbeat.beat();
            return heartbeat.health();
        }
    }

    @Test
    void beforeItWasAskedNothingIsKnown() {
        try (var heartbeat = heartbeat(KEY)) {
            assertThat(heartbeat.health()).isEqualTo(new RestHealth("it was not asked yet", null, null));
        }
    }

    @Test
    void anAnswerIsHealthWithItsTime() throws InterruptedException {
        var health = health();

        assertThat(health.isAvailable()).isTrue();
        assertThat(health.latency()).isPositive();
        assertThat(health.seenAgo()).isNotNull().isLessThan(Duration.ofMinutes(1));
        assertThat(asked.get().getFirst("apikey")).isEqualTo(KEY);
        assertThat(asked.get().getFirst("Authorization")).isNull();
    }

    @Test
    void anOlderKeyIsATokenToo() throws InterruptedException {
        try (var heartbeat = heartbeat("eyJ.x.y")) {
            heartbeat.beat();
        }
        assertThat(asked.get().getFirst("apikey")).isEqualTo("eyJ.x.y");
        assertThat(asked.get().getFirst("Authorization")).isEqualTo("Bearer eyJ.x.y");
    }

    @Test
    void thatAKeyMayNotReadShowsThatItWorks() throws InterruptedException {
        status = 401;
        body = "{\"code\":\"42501\",\"message\":\"permission denied for table search_chunks\"}";

        assertThat(health().reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"message\":\"Invalid API key\"} | HTTP 401 Invalid API key",
                "404 | {\"code\":\"PGRST205\",\"message\":\"Could not find the table\"}"
                        + " | HTTP 404 Could not find the table",
                "503 | {\"code\":\"PGRST002\",\"message\":\"Could not query the database\"}"
                        + " | HTTP 503 Could not query the database",
                "502 | <html>bad gateway</html> | HTTP 502",
                "500 | {} | HTTP 500"
            })
    void anyOtherErrorIsToldInItsWords(int code, String answer, String problem) throws InterruptedException {
        status = code;
        body = answer;

        assertThat(health()).isEqualTo(new RestHealth(problem, null, null));
    }

    @Test
    void aSlowAnswerIsNone() throws InterruptedException {
        delay = Duration.ofSeconds(20);
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (var heartbeat = new RestHeartbeat(new RestSide(url, ""), Duration.ofMillis(200))) {
            heartbeat.beat();

            assertThat(heartbeat.health().reason()).contains("no answer within 200 ms");
        }
    }

    @Test
    void onceItIsGoneItIsKnownWhenItWasSeenAndOnceItIsBackItIsWell() throws InterruptedException {
        try (var heartbeat = heartbeat(KEY)) {
            heartbeat.beat();
            var latency = heartbeat.health().latency();
            status = 503;
            heartbeat.beat();

            var gone = heartbeat.health();
            assertThat(gone.isAvailable()).isFalse();
            assertThat(gone.latency()).isEqualTo(latency);
            assertThat(gone.seenAgo()).isPositive();

            status = 200;
            heartbeat.beat();
            assertThat(heartbeat.health().isAvailable()).isTrue();
        }
    }

    @Test
    void nobodyThereIsToldWithoutTheKey() throws InterruptedException {
        server.stop(0);

        assertThat(health().reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith("it cannot be reached").doesNotContain(KEY));
    }

    @Test
    void theKeyIsNotShown() {
        var url = URI.create("https://x.supabase.co");
        assertThat(SupabaseConfig.of("postgresql://u:p@h/d")
                        .withRest(new RestSide(url, KEY))
                        .toString())
                .contains("https://x.supabase.co")
                .doesNotContain(KEY);
        assertThatThrownBy(() -> new RestSide(url, KEY + "\n"))
                .hasMessage("the project's key has to be one word of ASCII (it is not shown)");
    }
}
