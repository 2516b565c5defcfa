package ai.pmoves.dox.app.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.RawHttp;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IgnoredHeadersTest {
    private static final String[] UPGRADE = {
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private static RawHttp.Answer send(String request, String host, String... headers) throws IOException {
        var lines = new String[headers.length + 1];
        lines[0] = "Host: " + host;
        System.arraycopy(headers, 0, lines, 1, headers.length);
        return RawHttp.send(SERVER.api(), request + " HTTP/1.1", lines);
    }

    @Test
    void anUpgradeIsAnOrdinaryRequest() throws IOException {
        var answer = send("GET /health", "localhost", UPGRADE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContainIgnoringCase("Set-Cookie");
        assertThat(send("GET /nothing", "localhost", UPGRADE).text()).doesNotContainIgnoringCase("Set-Cookie");
        assertThat(send("GET /health", "evil.example", UPGRADE).status()).isEqualTo(421);
    }

    @Test
    void theMethodIsThatOfTheRequestLine() throws IOException {
        var answer = send("GET /reset", "localhost", "X-HTTP-Method-Override: DELETE");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(send("GET /health", "localhost", "x-http-method-override: DELETE")
                        .status())
                .isEqualTo(200);
    }
}
