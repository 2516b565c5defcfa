package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.domain.error.DoxException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DoxServerTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(new TestConfig().maxRequestBytes(200_000));

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> DoxServer.start(
                            HttpConfig.local(taken.getLocalPort(), SERVER.home().resolve("other")), SERVER.dox()))
                    .isInstanceOf(DoxException.class)
                    .hasMessageMatching(
                            "Cannot listen on 127.0.0.1:%d: Address already in use.*\\. Another HOST or PORT may be free\\."
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void aHostThatThisMachineIsNotIsNamed() {
        for (var host : List.of("192.0.2.1", "no-such-host.invalid")) {
            var config = new TestConfig()
                    .host(host)
                    .anonymous()
                    .uploads(SERVER.home().resolve("other"))
                    .build();
            assertThatThrownBy(() -> DoxServer.start(config, SERVER.dox()))
                    .isInstanceOf(DoxException.class)
                    .hasMessageStartingWith("Cannot listen on " + host + ":0: ");
        }
        assertThat(SERVER.home().resolve("other")).isEmptyDirectory();
    }

    @Test
    void aRequestThatDoesNotSayHowLongItIsIsCutAtTheLimitToo() throws Exception {
        var form = new Multipart().file("files", "a.csv", new byte[150_000]).file("files", "b.csv", new byte[150_000]);
        var publisher = BodyPublishers.fromPublisher(form.publisher()); // of unknown length: sent in chunks

        var answer = SERVER.api()
                .send(SERVER.api()
                        .request("/upload")
                        .header("Content-Type", form.contentType())
                        .POST(publisher));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().at("/code").asText()).isEqualTo("request.too-large");
        assertThat(SERVER.api().get("/artifacts").text()).isEqualTo("{\"artifacts\":[]}");
        Eventually.await("no files on the disk")
                .untilAsserted(() -> assertThat(SERVER.waitingParts()).isEmpty());
    }

    @Test
    void aJsonBodyOverTheLimitIs413() {
        var answer = SERVER.api().postJson("/search", "{\"q\":\"%s\"}".formatted("x".repeat(250_000)));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().at("/code").asText()).isEqualTo("request.too-large");
    }
}
