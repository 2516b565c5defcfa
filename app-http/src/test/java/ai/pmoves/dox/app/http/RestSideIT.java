package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.Libraries;
import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestSideIT {
    @TempDir
    Path home;

    @Test
    void theRestSideIsShownAndDoesNotMakeTheStoreUnhealthy() throws Exception {
        var rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rest.createContext("/rest/v1/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        rest.start();
        var database = MigratedDatabase.create();
        var config = DoxConfig.from(Map.of(
                "DOX_HOME",
                home.toString(),
                "DB_BACKEND",
                "supabase",
                "SUPABASE_DB_URL",
                database,
                "SUPABASE_URL",
                "http://127.0.0.1:" + rest.getAddress().getPort(),
                "SUPABASE_ANON_KEY",
                "sb_publishable_of-tests"));
        try (var dox = Libraries.open(config);
                var server = DoxServer.start(
                        new TestConfig().uploads(home.resolve("tmp/uploads")).build(), dox)) {
            var api = new Api("http://127.0.0.1:" + server.port());

            var up = await(api, "ok");
            assertThat(up.at("/latency_ms").isDouble()).isTrue();
            assertThat(up.at("/seen_seconds_ago").isInt()).isTrue();
            assertThat(up.has("error")).isFalse();

            rest.stop(0);
            var down = await(api, "unavailable");
            assertThat(down.at("/error").asText()).startsWith("it cannot be reached");
            assertThat(down.has("seen_seconds_ago")).isTrue();
            var health = api.get("/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().at("/store/status").asText()).isEqualTo("ok");
            assertThat(health.text()).doesNotContain("sb_publishable");
        } finally {
            rest.stop(0);
            PostgresServer.shared().dropDatabase(database);
        }
    }

    private static JsonNode await(Api api, String status) {
        return Eventually.await("the REST side is " + status)
                .until(() -> rest(api), rest -> rest.at("/status").asText().equals(status));
    }

    private static JsonNode rest(Api api) {
        return api.get("/config").json().at("/database/store/rest");
    }
}
