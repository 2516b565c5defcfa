package ai.pmoves.dox.app.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.config.Browsers;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CorsTest {
    private static final String ORIGIN = "http://localhost:3000";

    @RegisterExtension
    static final ServerExtension DEVELOPMENT = new ServerExtension();

    @RegisterExtension
    static final ServerExtension PRODUCTION =
            new ServerExtension(new TestConfig().browsers(new Browsers(List.of(ORIGIN), false, true)));

    @RegisterExtension
    static final ServerExtension ANY_ORIGIN =
            new ServerExtension(new TestConfig().browsers(new Browsers(List.of("*"), true, false)));

    @Test
    void aPageOfAnyOriginGetsNoCredentials() {
        var answer = ANY_ORIGIN.api().get("/watch", "Origin", "http://any.example");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(preflight(ANY_ORIGIN, "http://any.example").status()).isEqualTo(200);
    }

    @Test
    void aPageOfTheConfiguredOriginMayReadInDevelopment() {
        var answer = DEVELOPMENT.api().get("/watch", "Origin", ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(DEVELOPMENT.api().get("/nothing", "Origin", ORIGIN).header("Access-Control-Allow-Origin"))
                .isEqualTo(ORIGIN);
    }

    @Test
    void aPreflightIsAnsweredForTenMinutes() {
        var answer = preflight(DEVELOPMENT, ORIGIN);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("OK");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("DELETE", "POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("content-type");
    }

    @Test
    void anotherOriginMayNot() {
        assertThat(DEVELOPMENT
                        .api()
                        .get("/watch", "Origin", "http://evil.example")
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(preflight(DEVELOPMENT, "http://evil.example").status()).isEqualTo(400);
    }

    @Test
    void outsideOfDevelopmentNoOriginMay() {
        assertThat(PRODUCTION.api().get("/watch", "Origin", ORIGIN).header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(preflight(PRODUCTION, ORIGIN).status()).isEqualTo(405);
        assertThat(PRODUCTION.api().get("/watch").header("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000; includeSubDomains");
    }

    private static Api.Answer preflight(ServerExtension server, String origin) {
        return server.api()
                .method(
                        "OPTIONS",
                        "/search",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type");
    }
}
