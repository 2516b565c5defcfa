package ai.pmoves.dox.app.http.support;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @Test
    void anUnknownPathIs404() {
        var answer = api.get("/nothing/here");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Not Found\",\"code\":\"route.not-found\"}");
    }

    @ParameterizedTest
    @CsvSource({"PUT,/artifacts", "GET,/upload", "DELETE,/search", "POST,/reset", "OPTIONS,/facts"})
    void aWrongMethodIs405(String method, String path) {
        var answer = api.method(method, path);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isNotBlank().doesNotContain(method);
        assertThat(answer.text())
                .isEqualTo("{\"detail\":\"Method Not Allowed\",\"code\":\"route.method-not-allowed\"}");
    }

    @Test
    void aSlashTooMuchIsRedirected() {
        var answer = api.get("/artifacts/?limit=1");
        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.header("Location")).isEqualTo("/artifacts?limit=1");
        assertThat(api.get("/nothing/").status()).isEqualTo(404);
        assertThat(api.get("//example.com/").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/artifacts/x,Artifact not found,artifact.not-found",
        "/evidence/x,Evidence not found,evidence.not-found",
        "/apis/x,API not found,api.not-found",
        "/tasks/x,Task not found,task.not-found",
        "/artifacts/a%20b%C3%BC,Artifact not found,artifact.not-found"
    })
    void anUnknownIdIs404(String path, String detail, String code) {
        var answer = api.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"%s\",\"code\":\"%s\"}".formatted(detail, code));
    }

    @Test
    void everyAnswerCarriesTheSecurityHeadersAlsoErrors() {
        for (var path : new String[] {"/", "/nothing", "/artifacts?limit=0", "/artifacts/a%2Fb"}) {
            var answer = api.get(path);
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("X-XSS-Protection")).isEqualTo("1; mode=block");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
            assertThat(answer.header("Permissions-Policy"))
                    .isEqualTo("camera=(), microphone=(), geolocation=(), payment=(), usb=(), magnetometer=(),"
                            + " gyroscope=(), accelerometer=()");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src"
                            + " 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; font-src 'self' data:;"
                            + " connect-src 'self' https:; frame-ancestors 'none'; base-uri 'self'; form-action"
                            + " 'self'");
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
            assertThat(answer.header("Server")).isEmpty();
        }
    }

    @Test
    void aMalformedRequestLineIsAnErrorInJson() throws IOException {
        assertThat(raw("NONSENSE")).startsWith("HTTP/1.1 400").doesNotContain("<html");
        assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1"))
                .startsWith("HTTP/1.1 414")
                .doesNotContain("<html");
    }

    private String raw(String requestLine) throws IOException {
        var uri = URI.create(api.base());
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            var request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
