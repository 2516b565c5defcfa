package ai.pmoves.dox.app.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestAccess;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a browser opens in a tab. */
class LinkRoutesTest {
    @RegisterExtension
    static final ServerExtension GUARDED = new ServerExtension(new TestConfig().access(TestAccess.CONFIG));

    @RegisterExtension
    static final ServerExtension OPEN = new ServerExtension();

    private final Api api = GUARDED.api();

    @BeforeAll
    static void writeFiles() throws IOException {
        for (var server : new ServerExtension[] {GUARDED, OPEN}) {
            var folder = Files.createDirectories(server.home().resolve("artifacts"));
            Files.writeString(folder.resolve("a b+ü.txt"), "one");
            Files.writeString(folder.resolve("other.txt"), "two");
        }
    }

    private static Api.Answer link(ServerExtension server, String to) {
        return server.api().get("/links?to=" + Api.encode(to), "Authorization", TestAccess.bearer(TestAccess.user()));
    }

    private static String url(String to) {
        return link(GUARDED, to).json().at("/url").asText();
    }

    @Test
    void aSignedLinkNeedsNoHeader() {
        var answer = link(GUARDED, "/download?rel=a%20b%2B%C3%BC.txt");
        var url = answer.json().at("/url").asText();
        assertThat(url).startsWith("/download?rel=a+b%2B%C3%BC.txt&signature=");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Instant.parse(answer.json().at("/expires_at").asText()))
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(10)));

        assertThat(api.get(url).text()).isEqualTo("one");
        assertThat(api.get(url.replace("a+b", "a%20b")).text()).isEqualTo("one");
        assertThat(api.get(url, "Range", "bytes=1-").text()).isEqualTo("ne");
        assertThat(api.get("/download?rel=a%20b%2B%C3%BC.txt").status()).isEqualTo(401);
    }

    @Test
    void itLeadsToThisAddressOnly() {
        var signature = url("/download?rel=other.txt").replaceFirst(".*signature=", "");
        for (var other : new String[] {
            "/download?rel=a+b%2B%C3%BC.txt",
            "/download?rel=other.txt&rel=a",
            "/open/pdf?rel=other.txt",
            "/artifacts?rel=other.txt",
            "/artifacts?"
        }) {
            var answer = api.get(other + "&signature=" + signature);
            assertThat(answer.status()).as(other).isEqualTo(401);
            assertThat(answer.json().at("/code").asText()).isEqualTo("auth.failed");
        }
        assertThat(api.method("DELETE", "/reset?signature=" + signature).status())
                .isEqualTo(401);
    }

    @Test
    void neitherIsALinkATokenNorATokenALink() {
        var signature = url("/download?rel=other.txt").replaceFirst(".*signature=", "");
        assertThat(api.get("/artifacts", "Authorization", TestAccess.bearer(signature))
                        .status())
                .isEqualTo(401);
        for (var shown : new String[] {TestAccess.user(), TestAccess.SECRET_KEY, "x", "a.b.c"}) {
            assertThat(api.get("/download?rel=other.txt&signature=" + shown).status())
                    .isEqualTo(401);
        }
        assertThat(api.get("/download?rel=other.txt&signature=")
                        .json()
                        .at("/code")
                        .asText())
                .isEqualTo("auth.missing");
    }

    @Test
    void onlyWhoMayReadGetsOne() {
        assertThat(api.get("/links?to=/download").status()).isEqualTo(401);
        assertThat(api.get("/links?to=/download", "apikey", TestAccess.PUBLISHABLE_KEY)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aServerThatIsOpenGivesThemOutAllTheSame() {
        var url = OPEN.api()
                .get("/links?to=" + Api.encode("/download?rel=other.txt"))
                .json();
        assertThat(OPEN.api().get(url.at("/url").asText()).text()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/artifacts",
                "/download/../artifacts",
                "https://evil.example/download?rel=x",
                "//evil.example",
                "/download?rel=%zz",
                "/download?rel=x#y",
                "download?rel=x",
                "x"
            })
    void elsewhereThereAreNone(String to) {
        assertThat(link(GUARDED, to).status()).isEqualTo(422);
    }
}
