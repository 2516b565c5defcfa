package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.app.access.ProjectServer;
import ai.pmoves.dox.app.access.Tokens;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Rows;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestAccess;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What callers of each role may do, route by route. */
class AccessGuardTest {
    private static final ECKey KEY = Tokens.ecKey("k1");
    private static final ProjectServer PROJECT = ProjectServer.start(KEY);

    @RegisterExtension
    static final ServerExtension GUARDED = new ServerExtension(new TestConfig().access(TestAccess.CONFIG));

    @RegisterExtension
    static final ServerExtension BY_PROJECT = new ServerExtension(new TestConfig().access(project()));

    private static final Set<String> FOR_EVERYBODY = Set.of(
            "GET /",
            "GET /health",
            "GET /healthz",
            "GET /docs",
            "GET /docs/{asset}",
            "GET /openapi.yaml",
            "GET /openapi.json");

    private final Api api = GUARDED.api();

    private static AccessConfig project() {
        return new AccessConfig(
                Optional.of(PROJECT.url()),
                Optional.of(PROJECT.issuer()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private Api.Answer ask(String route, String... headers) {
        var words = route.split(" ");
        var path = words[1].replaceAll("\\{.*?}", "none");
        var request = api.request(path).method(words[0], BodyPublishers.noBody());
        return api.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static boolean isReading(String route) {
        return route.startsWith("GET ")
                || List.of("POST /search", "POST /ask", "POST /analysis/api-doc")
                        .contains(route);
    }

    @Test
    void withoutAKeyOnlyHealthAndTheDocumentationAnswer() {
        for (var route : GUARDED.server().routes()) {
            var answer = ask(route);
            assertThat(answer.status() == 401).as(route).isEqualTo(!FOR_EVERYBODY.contains(route));
        }
    }

    @Test
    void thePublicKeyOpensNoMore() {
        for (var route : GUARDED.server().routes()) {
            var answer = ask(route, "apikey", TestAccess.PUBLISHABLE_KEY);
            assertThat(answer.status() == 403).as(route).isEqualTo(!FOR_EVERYBODY.contains(route));
        }
    }

    @Test
    void usersRead() {
        for (var route : GUARDED.server().routes()) {
            var answer = ask(route, "Authorization", TestAccess.bearer(TestAccess.user()));
            if (isReading(route)) {
                assertThat(answer.text()).as(route).doesNotContain("\"code\":\"auth.");
            } else {
                assertThat(answer.status()).as(route).isEqualTo(403);
                assertThat(answer.text())
                        .isEqualTo("{\"detail\":\"The role authenticated may not write here; service_role may.\","
                                + "\"code\":\"auth.forbidden\"}");
            }
        }
    }

    @Test
    void theServiceReadsAndWrites() {
        for (var route : GUARDED.server().routes()) {
            assertThat(ask(route, "apikey", TestAccess.SECRET_KEY).text())
                    .as(route)
                    .doesNotContain("\"code\":\"auth.");
        }
    }

    @Test
    void aRefusalSaysWhatIsMissing() {
        var nothing = api.get("/artifacts");
        assertThat(nothing.text()).isEqualTo("{\"detail\":\"Missing Authorization header\",\"code\":\"auth.missing\"}");
        assertThat(nothing.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(nothing.header("X-Content-Type-Options")).isEqualTo("nosniff");

        var expired = Tokens.hs256(Tokens.user(Instant.now())
                .expirationTime(Date.from(Instant.now().minusSeconds(60))));
        for (var token : new String[] {expired, "nonsense", "sb_secret_other"}) {
            var answer = api.get("/artifacts", "Authorization", TestAccess.bearer(token));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Authentication failed\",\"code\":\"auth.failed\"}");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        }

        var unnamed = Tokens.hs256(Tokens.user(Instant.now()).subject(null));
        assertThat(api.get("/artifacts", "Authorization", TestAccess.bearer(unnamed))
                        .text())
                .isEqualTo("{\"detail\":\"Token does not contain user identifier\",\"code\":\"auth.no-user\"}");

        var small = api.get("/artifacts", "apikey", TestAccess.PUBLISHABLE_KEY);
        assertThat(small.text())
                .isEqualTo("{\"detail\":\"The role anon may not read here; authenticated and service_role may.\","
                        + "\"code\":\"auth.forbidden\"}");
        assertThat(small.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
    }

    @Test
    void whatIsNotThereNeedsNoKey() {
        assertThat(api.get("/nothing").status()).isEqualTo(404);
        assertThat(api.method("PUT", "/artifacts").status()).isEqualTo(405);
    }

    @Test
    void aBrowserMayAskFirstWithoutAKey() {
        var answer = api.method(
                "OPTIONS",
                "/artifacts",
                "Origin",
                "http://localhost:3000",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("authorization");
        assertThat(api.get("/artifacts", "Origin", "http://localhost:3000").header("Access-Control-Allow-Origin"))
                .isEqualTo("http://localhost:3000");
    }

    @Test
    void nothingOfARefusedUploadIsStored() {
        var form = new Multipart().file("files", "a.csv", Samples.CSV);
        assertThat(api.post("/upload", form).status()).isEqualTo(401);
        assertThat(Rows.of(GUARDED.dox().store()).artifacts()).isZero();
    }

    @Test
    void tokensOfAProjectAreVerifiedByItsKeysAndWithoutThemNobodyCanTell() throws IOException {
        var token = Tokens.es256(Tokens.user(Instant.now()).issuer(PROJECT.issuer()), KEY);
        assertThat(get(BY_PROJECT, token).status()).isEqualTo(200);

        PROJECT.close();
        assertThat(get(BY_PROJECT, token).status()).isEqualTo(200);
        var fresh = new ServerExtension(new TestConfig().access(project()));
        fresh.start();
        var answer = get(fresh, token);
        fresh.stop();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.json().at("/code").asText()).isEqualTo("auth.unavailable");
    }

    private static Api.Answer get(ServerExtension server, String token) {
        return server.api().get("/artifacts", "Authorization", TestAccess.bearer(token));
    }
}
