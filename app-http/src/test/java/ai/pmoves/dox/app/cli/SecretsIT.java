package ai.pmoves.dox.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.LogCapture;
import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.access.ProjectServer;
import ai.pmoves.dox.app.access.Tokens;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.DoxProcess;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every secret of the configuration has a word in it that must come out nowhere, whatever happens. */
@Tag("alone")
class SecretsIT {
    private static final String CANARY = "xqcanaryzj";

    /** A role is there in all databases, so its name is not that of another run. */
    private static final String LOGIN =
            "dox_secrets_" + UUID.randomUUID().toString().replace('-', '_');

    /** With characters that the connection string has to write otherwise. */
    private static final String PASSWORD = CANARY + "@p/w";

    private static final String SERVICE_KEY = "sb_secret_" + CANARY + "-service";
    private static final String ANON_KEY = "sb_publishable_" + CANARY + "-anon";
    private static final String JWT_SECRET = CANARY + "-secret-that-signs-the-tokens-of-users";

    private final ProjectServer project = ProjectServer.start();
    private final List<String> shown = new ArrayList<>();
    private String database = "";

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        folder = Files.createDirectories(temporary.resolve("work"));
        database = MigratedDatabase.create();
        administer("create role %s login password '%s' in role dox_server".formatted(LOGIN, PASSWORD));
    }

    @AfterEach
    void remove() throws SQLException {
        project.close();
        administer("drop role " + LOGIN);
        PostgresServer.shared().dropDatabase(database);
    }

    private void administer(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Map<String, String> environment(String... changes) {
        var uri = URI.create(database.substring("jdbc:".length()));
        var all = new HashMap<>(Map.of(
                "DOX_DEBUG",
                "1",
                "DB_BACKEND",
                "supabase",
                "SUPABASE_DB_URL",
                "postgresql://%s:%s@%s:%d%s"
                        .formatted(LOGIN, CANARY + "%40p%2Fw", uri.getHost(), uri.getPort(), uri.getPath()),
                "SUPABASE_URL",
                project.url().toString(),
                "SUPABASE_ANON_KEY",
                ANON_KEY,
                "SUPABASE_SERVICE_KEY",
                SERVICE_KEY,
                "SUPABASE_JWT_SECRET",
                JWT_SECRET,
                "DOCLING_SERVE_URL",
                "http://127.0.0.1:1",
                "DOCLING_SERVE_API_KEY",
                CANARY + "-docling",
                "NATS_URL",
                "nats://dox:%s@nats:4222".formatted(CANARY)));
        for (var token : new String[] {"HUGGINGFACE_HUB_TOKEN", "HF_API_KEY", "HF_TOKEN", "HUGGINGFACE_TOKEN"}) {
            all.put(token, "hf_" + CANARY);
        }
        for (int i = 0; i < changes.length; i += 2) {
            all.put(changes[i], changes[i + 1]);
        }
        return all;
    }

    private CommandResult run(Map<String, String> environment, String... args) {
        try (var log = LogCapture.start()) {
            var result = CommandResult.of(folder, environment, args);
            shown.add(result.out());
            shown.add(result.err());
            shown.add(log.text());
            return result;
        }
    }

    private void assertNothingShown() {
        assertThat(shown).allSatisfy(text -> assertThat(text)
                .doesNotContainIgnoringCase(CANARY)
                .doesNotContain(base64(SERVICE_KEY), base64(JWT_SECRET), base64(PASSWORD), base64(CANARY)));
    }

    /** Without the last letters, which depend on what follows. */
    private static String base64(String text) {
        var whole = Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        return whole.substring(0, whole.length() - 2);
    }

    @Test
    void aServerShowsNoneInGoodDaysAndBad() throws Exception {
        var user = Tokens.hs256(Tokens.user(Instant.now()).issuer(project.issuer()), JWT_SECRET);
        try (var server = DoxProcess.start(folder, environment(), "serve", "--port", "0")) {
            var address = server.address();
            shown.add(server.commandLine());
            for (var credentials : List.of(
                    "", SERVICE_KEY, ANON_KEY, user, user + "x", SERVICE_KEY + "x", JWT_SECRET, "Basic " + PASSWORD)) {
                askAll(address, credentials);
            }
            project.close();
            askAll(address, Tokens.es256(Tokens.user(Instant.now()), Tokens.ecKey("unknown")));

            administer("alter role %s nologin".formatted(LOGIN));
            administer("select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'".formatted(LOGIN));
            askAll(address, SERVICE_KEY);
            server.terminate();
            shown.add(server.err());
        }
        assertThat(shown)
                .anyMatch(text -> text.contains("\"nats_url\":\"nats://***@nats:4222\""))
                .anyMatch(text -> text.contains("\"code\":\"auth.unavailable\""))
                .anyMatch(text -> text.contains("\"code\":\"store.unavailable\""))
                .anyMatch(text -> text.contains("event=auth.refused") && text.contains("event=store.lost"));
        assertNothingShown();
    }

    private void askAll(String address, String credentials) throws Exception {
        for (var request : List.of(
                "GET /",
                "GET /health",
                "GET /config",
                "GET /metrics",
                "GET /artifacts",
                "POST /upload",
                "POST /search",
                "GET /artifacts/none",
                "GET /links?to=/download",
                "DELETE /reset",
                "GET /nothing")) {
            var words = request.split(" ");
            var builder =
                    HttpRequest.newBuilder(URI.create(address + words[1])).method(words[0], BodyPublishers.noBody());
            if (!credentials.isEmpty()) {
                builder.header("Authorization", credentials).header("apikey", credentials);
            }
            var answer = HttpClient.newHttpClient().send(builder.build(), BodyHandlers.ofString());
            shown.add(answer.headers().map() + answer.body());
        }
    }

    @Test
    void doctorShowsNone() {
        assertThat(run(environment(), "doctor").out()).contains("ok    store", "ok    access");
        run(environment("SUPABASE_SERVICE_KEY", "sb_secret_\u00fc" + CANARY), "doctor", "--json");
        run(environment("SUPABASE_SERVICE_KEY", ANON_KEY), "doctor");
        project.refuse(SERVICE_KEY);
        run(environment("SUPABASE_DB_URL", wrongPassword()), "doctor");
        assertThat(shown)
                .anyMatch(text -> text.contains("the project refuses SUPABASE_SERVICE_KEY"))
                .anyMatch(text -> text.contains("password authentication failed"));
        assertNothingShown();
    }

    private String wrongPassword() {
        return environment().get("SUPABASE_DB_URL").replace("%40p", "%40q");
    }

    @Test
    void aStartThatFailsShowsNone() {
        for (var change : List.of(List.of("SUPABASE_DB_URL", wrongPassword()), List.of("BLOB_STORE", "supabase"))) {
            var result = run(environment(change.get(0), change.get(1)), "serve", "--port", "0");
            assertThat(result.exitCode()).as(change.toString()).isNotZero();
        }
        assertThat(run(environment("SUPABASE_DB_URL", wrongPassword()), "migrate")
                        .exitCode())
                .isNotZero();
        assertNothingShown();
    }

    @Test
    void aConfigurationThatIsRefusedShowsNone() {
        var url = environment().get("SUPABASE_DB_URL");
        for (var change : List.of(
                List.of("SUPABASE_DB_URL", url.replace("%40p", "@p")),
                List.of("SUPABASE_DB_URL", url.replace("%2Fw", "/w")),
                List.of("SUPABASE_DB_URL", url.replace("%40p", "%zz")),
                List.of("SUPABASE_DB_URL", url.replace("%40p", " ")),
                List.of("SUPABASE_DB_URL", url.replace("postgresql:", "mysql:")),
                List.of("SUPABASE_DB_URL", CANARY),
                List.of("SUPABASE_DB_URL", url + "?sslmode=no"),
                List.of("SUPABASE_JWT_SECRET", CANARY),
                List.of("SUPABASE_SERVICE_KEY", ANON_KEY),
                List.of("SUPABASE_ANON_KEY", SERVICE_KEY),
                List.of("SUPABASE_SERVICE_KEY", "sb_secret_ " + CANARY),
                List.of("SUPABASE_URL", "https://dox:%s@abc.supabase.co".formatted(CANARY)))) {
            var changed = environment(change.get(0), change.get(1), "DOX_HOME", folder.toString());
            assertThat(run(changed, "serve", "--port", "0").exitCode())
                    .as(change.toString())
                    .isNotZero();
        }
        assertNothingShown();
    }
}
