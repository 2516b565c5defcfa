package ai.pmoves.dox.app.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.config.Browsers;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.RawHttp;
import ai.pmoves.dox.app.http.fixture.Rows;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginGuardTest {
    private static final String FRONTEND = "http://localhost:3000";

    @RegisterExtension
    static final ServerExtension DEVELOPMENT = new ServerExtension();

    @RegisterExtension
    static final ServerExtension PRODUCTION = new ServerExtension(new TestConfig()
            .host("0.0.0.0")
            .anonymous()
            .browsers(new Browsers(List.of("https://ui.example"), false, false)));

    @RegisterExtension
    static final ServerExtension EVERYBODY =
            new ServerExtension(new TestConfig().browsers(new Browsers(List.of("*"), true, false)));

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "https://localhost:3000", "http://localhost:3000.evil.example", "null"})
    void aForeignPageChangesNothing(String origin) throws IOException {
        var api = DEVELOPMENT.api();
        api.post("/upload", new Multipart().file("files", "a.csv", "a,spend\n1,2\n"));
        var before = Rows.of(DEVELOPMENT.dox().store());

        var reset = api.delete("/reset", "Origin", origin);
        assertThat(reset.status()).isEqualTo(403);
        assertThat(reset.json().at("/code").asText()).isEqualTo("request.origin-refused");
        assertThat(reset.json().at("/detail").asText())
                .isEqualTo("Pages of '%s' may not change anything here. FRONTEND_ORIGIN names those that may.", origin);

        var form = new Multipart().file("files", "b.csv", "a,spend\n1,2\n");
        var upload = api.send(api.request("/upload")
                .header("Origin", origin)
                .header("Content-Type", form.contentType())
                .POST(form.publisher()));
        assertThat(upload.status()).isEqualTo(403);
        assertThat(Rows.of(DEVELOPMENT.dox().store())).isEqualTo(before);
        assertThat(DEVELOPMENT.waitingParts()).isEmpty();
    }

    @Test
    void readingIsLeftToTheBrowserToRefuse() {
        var answer = DEVELOPMENT.api().get("/artifacts", "Origin", "http://evil.example");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void theFrontendAndProgramsGoOn() {
        assertThat(DEVELOPMENT.api().post("/upload").status()).isEqualTo(200);
        assertThat(DEVELOPMENT
                        .api()
                        .method("POST", "/upload", "Origin", FRONTEND)
                        .status())
                .isEqualTo(200);
        assertThat(EVERYBODY
                        .api()
                        .method("POST", "/upload", "Origin", "http://any.example")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void outsideOfDevelopmentTheFrontendComesThroughAProxy() {
        assertThat(PRODUCTION
                        .api()
                        .method("POST", "/upload", "Origin", "https://ui.example")
                        .status())
                .isEqualTo(200);
        assertThat(PRODUCTION
                        .api()
                        .method("POST", "/upload", "Origin", FRONTEND)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void pagesOfTheServerItselfGoOn() throws IOException {
        var api = DEVELOPMENT.api();
        assertThat(api.method("POST", "/upload", "Origin", api.base()).status()).isEqualTo(200);
        assertThat(post("Host: localhost", "Origin: http://localhost")).isEqualTo(200);
        assertThat(post("Host: localhost:80", "Origin: http://localhost")).isEqualTo(200);
        assertThat(post("Host: localhost", "Origin: https://localhost")).isEqualTo(200);
        assertThat(post("Host: localhost:8484", "Origin: http://localhost:9")).isEqualTo(403);
    }

    @Test
    void aForeignPageWithoutAnOriginChangesNothing() throws IOException {
        for (var site : List.of("cross-site", "same-site")) {
            assertThat(post("Host: localhost", "Sec-Fetch-Site: " + site)).isEqualTo(403);
        }
        for (var site : List.of("same-origin", "none")) {
            assertThat(post("Host: localhost", "Sec-Fetch-Site: " + site)).isEqualTo(200);
        }
    }

    private static int post(String... headers) throws IOException {
        var all = new String[] {headers[0], headers[1], "Content-Length: 0"};
        return RawHttp.send(DEVELOPMENT.api(), "POST /upload HTTP/1.1", all).status();
    }
}
