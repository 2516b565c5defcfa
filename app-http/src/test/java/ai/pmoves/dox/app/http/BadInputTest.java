package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.BadFiles;
import ai.pmoves.dox.app.http.fixture.BadRequests;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Rows;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.StoreState;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.ingest.config.ParserLimits;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input gets a clear answer with a code, and leaves nothing half-stored behind. */
@Tag("each-store")
class BadInputTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(new TestConfig().maxRequestBytes(1_000_000))
            .withMaxFileBytes(400_000)
            .withIngest(ServerExtension.WITHOUT_PROGRAMS.withLimits(smallArchives()));

    private static ParserLimits smallArchives() {
        var usual = ParserLimits.DEFAULT;
        return new ParserLimits(
                usual.maxCells(),
                usual.maxPdfPages(),
                usual.maxPdfPageBytes(),
                usual.maxArchiveEntries(),
                BadFiles.BOMB_BYTES - 1,
                usual.maxWebBytes());
    }

    @BeforeAll
    static void fill() {
        SERVER.api().post("/upload", new Multipart().file("files", "a.csv", Samples.CSV));
        SERVER.api().post("/ingest/xml", new Multipart().file("file", "a.xml", Samples.XML_LOG));
    }

    /** Files that {@code /upload} takes and cannot read: 200 with an error of their own. */
    static Stream<Arguments> badFiles() {
        return BadFiles.uploads().entrySet().stream()
                .map(entry -> Arguments.of(
                        entry.getKey(),
                        entry.getValue().name(),
                        entry.getValue().content(),
                        entry.getValue().code()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void aBadFileHasAnErrorOfItsOwn(String kind, String name, byte[] content, String code) {
        var before = Rows.of(SERVER.dox().store());

        var form = new Multipart().file("files", name, content).file("files", "good.csv", "a,spend\n1,2\n");
        var answer = SERVER.api().post("/upload?async_pdf=false", form);

        assertThat(answer.status()).isEqualTo(200);
        var bad = answer.json().at("/results/0");
        assertThat(bad.at("/status").asText()).as(answer.text()).isEqualTo("error");
        assertThat(bad.at("/code").asText()).as(bad.at("/error").asText()).isEqualTo(code);
        assertThat(bad.at("/error").asText())
                .isNotBlank()
                .doesNotContain("Exception", SERVER.home().toString());
        assertThat(answer.json().at("/results/1/status").asText())
                .as("the next file")
                .isEqualTo("success");
        int marker = bad.has("artifact_id") ? 1 : 0; // the artifact that says what was wrong
        var expected = before.plusArtifacts(1 + marker).plusFact();
        assertThat(Rows.of(SERVER.dox().store())).isEqualTo(expected);
        if (marker == 1) {
            var artifact = SERVER.api()
                    .get("/artifacts/" + bad.at("/artifact_id").asText())
                    .json();
            assertThat(artifact.at("/artifact/status").asText()).isEqualTo("error");
            assertThat(artifact.at("/artifact/extras/error/code").asText()).isEqualTo(code);
            assertThat(artifact.at("/facts")).isEmpty();
            assertThat(artifact.at("/evidence")).isEmpty();
        }
    }

    /** Addresses that are refused before anything is fetched. */
    static Stream<Arguments> badAddresses() {
        return Stream.of(
                Arguments.of("private address", "http://10.0.0.1/x", "web.url-forbidden"),
                Arguments.of("loopback", "http://127.0.0.1/x", "web.url-forbidden"),
                Arguments.of("metadata service", "http://169.254.169.254/latest", "web.url-forbidden"),
                Arguments.of("unsupported scheme", "ftp://h/x", "web.url-forbidden"),
                Arguments.of("file scheme", "file:///etc/passwd", "web.url-forbidden"),
                Arguments.of("no scheme", "no-scheme", "web.url-invalid"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAddresses")
    void aBadAddressHasAnErrorOfItsOwn(String kind, String url, String code) {
        var before = Rows.of(SERVER.dox().store());

        var answer = SERVER.api().post("/upload", new Multipart().field("web_urls", url));

        var bad = answer.json().at("/results/0");
        assertThat(bad.at("/status").asText()).isEqualTo("error");
        assertThat(bad.at("/code").asText()).as(bad.at("/error").asText()).isEqualTo(code);
        assertThat(Rows.of(SERVER.dox().store())).isEqualTo(before.plusArtifacts(1));
    }

    /** Requests that are refused as a whole. */
    static Stream<Arguments> badRequests() {
        return BadRequests.all().entrySet().stream()
                .map(entry -> Arguments.of(
                        entry.getKey(),
                        entry.getValue().send(),
                        entry.getValue().status(),
                        entry.getValue().code()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void aBadRequestIsRefused(String kind, Function<Api, Api.Answer> send, int status, String code) {
        var before = StoreState.of(SERVER);

        var answer = send.apply(SERVER.api());

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().at("/code").asText()).as(answer.text()).isEqualTo(code);
        assertThat(answer.json().at("/detail").isEmpty()
                        && answer.json().at("/detail").asText().isBlank())
                .isFalse();
        assertThat(answer.text()).doesNotContain("Exception", SERVER.home().toString(), "at ai.pmoves");
        assertThat(StoreState.of(SERVER)).isEqualTo(before);
    }
}
