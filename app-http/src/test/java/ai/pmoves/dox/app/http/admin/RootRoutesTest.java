package ai.pmoves.dox.app.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.app.http.fixture.TestStores;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("each-store")
class RootRoutesTest {
    private static final ServerSocket SILENT_OLLAMA = socket();

    @RegisterExtension
    static final ServerExtension SERVER =
            new ServerExtension(new TestConfig().ollama("http://127.0.0.1:" + SILENT_OLLAMA.getLocalPort()));

    private final Api api = SERVER.api();

    /** Takes connections and never answers. */
    private static ServerSocket socket() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void closeSocket() throws IOException {
        SILENT_OLLAMA.close();
    }

    @Test
    void theRootSaysThatTheServerIsThere() {
        var answer = api.get("/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text()).isEqualTo("{\"message\":\"PMOVES-DoX API\",\"status\":\"running\"}");
    }

    @Test
    void bothHealthPathsSayThatTheStoreIsThere() {
        assertThat(api.get("/health").json().at("/status").asText()).isEqualTo("ok");
        var healthz = api.get("/healthz").json();
        assertThat(healthz.at("/status").asText()).isEqualTo("healthy");
        assertThat(healthz.at("/version").asText()).isEqualTo("1.0.0");
        assertThat(healthz.at("/uptime_seconds").isInt()).isTrue();
        assertThat(healthz.at("/integrations").asText()).isEqualTo("skipped");
        assertThat(healthz.at("/store/name").asText()).isEqualTo(TestStores.NAME);
    }

    @Test
    void theConfigurationHasWhatClientsReadAndTheStateOfSearch() {
        var config = api.get("/config").json();

        assertThat(config.fieldNames())
                .toIterable()
                .containsExactly(
                        "vlm_repo",
                        "database",
                        "hf_auth",
                        "frontend_origin",
                        "gpu",
                        "ollama",
                        "offline",
                        "open_pdf_enabled",
                        "deployment",
                        "search");
        var database = config.at("/database");
        assertThat(database.toString())
                .startsWith("{\"configured\":\"sqlite\",\"active\":\"sqlite\",\"dual_write\":false,"
                        + "\"supabase_error\":null,");
        assertThat(database.at("/store/name").asText()).isEqualTo(TestStores.NAME);
        assertThat(database.at("/store/status").asText()).isEqualTo("ok");
        assertThat(database.at("/store/versions").size()).isPositive();
        assertThat(config.at("/deployment/mode").asText()).isEqualTo("standalone");
        var search = Eventually.await("the model and its counts")
                .until(
                        () -> api.get("/config").json().at("/search"),
                        told -> !told.at("/model").isNull()
                                && !told.at("/pending").isNull());
        assertThat(search.toString())
                .startsWith("{\"model\":\"all-minilm-l6-v2\",\"dimension\":384,\"device\":\"cpu\",\"pending\":0,"
                        + "\"chunks\":0,\"latency\":{\"count\":");
    }

    @Test
    void healthAndConfigurationTellHowLongCallsOfTheStoreAndSearchesTake() {
        assertThat(api.get("/artifacts").status()).isEqualTo(200);
        assertThat(api.postJson("/search", "{\"q\":\"harbour\",\"mode\":\"text\"}")
                        .status())
                .isEqualTo(200);

        var health = api.get("/health").json();
        var config = api.get("/config").json();
        assertMeasured(health.at("/store/latency"));
        assertMeasured(health.at("/search/latency"));
        assertMeasured(config.at("/database/store/latency"));
        assertMeasured(config.at("/search/latency"));
        long searches = config.at("/search/latency/count").asLong();
        api.get("/artifacts");
        assertThat(api.get("/health").json().at("/search/latency/count").asLong())
                .isEqualTo(searches);
    }

    private static void assertMeasured(JsonNode latency) {
        assertThat(latency.fieldNames()).toIterable().containsExactly("count", "p50_ms", "p95_ms", "p99_ms");
        assertThat(latency.at("/count").asLong()).isPositive();
        assertThat(latency.at("/p50_ms").asDouble()).isPositive();
        assertThat(latency.at("/p95_ms").asDouble())
                .isGreaterThanOrEqualTo(latency.at("/p50_ms").asDouble());
        assertThat(latency.at("/p99_ms").asDouble())
                .isGreaterThanOrEqualTo(latency.at("/p95_ms").asDouble());
    }

    @Test
    void aModelServerThatDoesNotAnswerIsNotAvailable() {
        assertThat(api.get("/config").json().at("/ollama/available").asBoolean())
                .isFalse();
    }

    @Test
    void theWatcherIsReportedAsOff() {
        assertThat(api.get("/watch").text())
                .isEqualTo("{\"enabled\":false,\"dir\":\"/app/watch\",\"debounce_ms\":1000,\"min_bytes\":1,"
                        + "\"available\":true}");
    }

    @Test
    void thereAreNoTasksAtFirst() {
        assertThat(api.get("/tasks").text())
                .isEqualTo("{\"total\":0,\"queued\":0,\"completed\":0,\"errored\":0,\"queued_items\":[]}");
        assertThat(api.get("/tasks/x").text()).isEqualTo("{\"detail\":\"Task not found\",\"code\":\"task.not-found\"}");
    }

    @Test
    void metricsAreTextForPrometheus() {
        assertThat(api.get("/metrics/hrm").text())
                .isEqualTo("{\"total_runs\":0,\"avg_steps\":0.0,\"avg_latency_ms\":0.0,\"last\":{},"
                        + "\"halting_rate\":null,\"accuracy\":null,\"p50_latency_ms\":0.0,\"p95_latency_ms\":0.0,"
                        + "\"steps_histogram\":{}}");
        var metrics = api.get("/metrics");
        assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.text())
                .contains(
                        "# TYPE pmoves_hrm_total_runs gauge\npmoves_hrm_total_runs 0.0\n",
                        "pmoves_hrm_avg_steps 0.0\n",
                        "pmoves_hrm_avg_latency_ms 0.0\n",
                        "pmoves_tasks{state=\"queued\"} 0.0\n",
                        "pmoves_uptime_seconds ");
    }

    @Test
    void metricsTellHowLongThingsTake() {
        api.get("/artifacts/none");
        api.get("/no-such-route");
        assertThat(
                        Eventually.await("the requests")
                                .until(
                                        () -> api.get("/metrics").text(),
                                        text -> text.contains(
                                                "http_server_requests_seconds_count{method=\"none\",status=\"404\",uri=\"none\"}")))
                .contains(
                        "http_server_requests_seconds_bucket{method=\"GET\",status=\"404\",uri=\"/artifacts/{id}\",le=\"0.005\"}",
                        "pmoves_store_calls_seconds_bucket{database=\"",
                        "pmoves_store_calls_seconds_sum{database=\"",
                        "hikaricp_connections_active{pool=\"");
    }
}
