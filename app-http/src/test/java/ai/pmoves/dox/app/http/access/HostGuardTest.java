package ai.pmoves.dox.app.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.RawHttp;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {
    @RegisterExtension
    static final ServerExtension LOOPBACK = new ServerExtension();

    @RegisterExtension
    static final ServerExtension NAMED = new ServerExtension(new TestConfig().allowedHosts("Dox.example", "[fd00::1]"));

    @RegisterExtension
    static final ServerExtension ANY_NAME = new ServerExtension(new TestConfig().allowedHosts("*"));

    @RegisterExtension
    static final ServerExtension OPEN =
            new ServerExtension(new TestConfig().host("0.0.0.0").anonymous());

    @RegisterExtension
    static final ServerExtension OPEN_AND_NAMED =
            new ServerExtension(new TestConfig().host("0.0.0.0").anonymous().allowedHosts("backend"));

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8484", "127.0.0.1", "127.0.0.1:9", "127.1.2.3", "[::1]", "[::1]:8484"})
    void aServerOnLoopbackIsCalledByTheNamesOfThisMachine(String host) throws IOException {
        assertThat(status(LOOPBACK, host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8484",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "192.168.0.7:8484",
                "0.0.0.0:8484",
                "[::2]",
                "backend:8484"
            })
    void aServerOnLoopbackRefusesAllOtherNames(String host) throws IOException {
        for (var request : new String[] {"GET /health", "GET /artifacts", "DELETE /reset", "GET /nothing"}) {
            var answer = RawHttp.send(LOOPBACK.api(), request + " HTTP/1.1", "Host: " + host);

            assertThat(answer.status()).as(request).isEqualTo(421);
            assertThat(answer.text()).contains("\"code\":\"request.host-refused\"", "ALLOWED_HOSTS", "nosniff");
        }
    }

    @Test
    void aClientThatSendsNoNameIsNoBrowser() throws IOException {
        assertThat(RawHttp.send(LOOPBACK.api(), "GET /health HTTP/1.0").status())
                .isEqualTo(200);
    }

    @Test
    void theNamesThatAreConfiguredAreAllowedToo() throws IOException {
        assertThat(status(NAMED, "dox.example:443")).isEqualTo(200);
        assertThat(status(NAMED, "[fd00::1]:80")).isEqualTo(200);
        assertThat(status(NAMED, "localhost")).isEqualTo(200);
        assertThat(status(NAMED, "evil.example")).isEqualTo(421);
        assertThat(status(ANY_NAME, "evil.example")).isEqualTo(200);
    }

    @Test
    void aServerThatListensToOtherMachinesIsCalledByAnyNameUnlessSomeAreConfigured() throws IOException {
        assertThat(status(OPEN, "backend:8484")).isEqualTo(200);
        assertThat(status(OPEN_AND_NAMED, "backend:8484")).isEqualTo(200);
        assertThat(status(OPEN_AND_NAMED, "127.0.0.1:8484")).isEqualTo(200);
        assertThat(status(OPEN_AND_NAMED, "other:8484")).isEqualTo(421);
    }

    private static int status(ServerExtension server, String host) throws IOException {
        return RawHttp.send(server.api(), "GET /health HTTP/1.1", "Host: " + host)
                .status();
    }
}
