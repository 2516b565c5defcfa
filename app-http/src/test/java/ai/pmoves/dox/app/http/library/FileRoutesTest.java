package ai.pmoves.dox.app.http.library;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @BeforeAll
    static void fill() throws IOException {
        save("chr/a_chr.csv", "0123456789");
        Files.setLastModifiedTime(
                SERVER.home().resolve("artifacts/chr/a_chr.csv"),
                FileTime.from(Instant.parse("2026-11-02T03:04:05.678Z")));
        save("a b/ü.json", "{}");
        save("empty.txt", "");
        Files.writeString(SERVER.home().resolve("secret.txt"), "secret");
    }

    private static void save(String name, String content) {
        SERVER.dox().blobs().saveDerived(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDerivedFileIsAnAttachmentOfItsType() {
        var answer = api.get("/download?rel=chr/a_chr.csv");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("0123456789");
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/csv; charset=utf-8");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"a_chr.csv\"");
        assertThat(answer.header("Content-Length")).isEqualTo("10");
        assertThat(answer.header("Last-Modified")).isEqualTo("Mon, 02 Nov 2026 03:04:05 GMT");
        assertThat(answer.header("ETag")).matches("\"[0-9a-f-]+\"");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
    }

    @Test
    void aNameBeyondAsciiIsEncoded() {
        var answer = api.get("/download?rel=" + Api.encode("a b/ü.json"));
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename*=utf-8''%C3%BC.json");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3,0123,bytes 0-3/10",
        "bytes=4-,456789,bytes 4-9/10",
        "bytes=-2,89,bytes 8-9/10",
        "bytes=-99,0123456789,bytes 0-9/10",
        "bytes=8-99,89,bytes 8-9/10"
    })
    void aPartCanBeAskedFor(String range, String content, String contentRange) {
        var answer = api.get("/download?rel=chr/a_chr.csv", "Range", range);
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.text()).isEqualTo(content);
        assertThat(answer.header("Content-Range")).isEqualTo(contentRange);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(content.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=99-100"})
    void aPartBeyondTheEndIs416(String range) {
        var answer = api.get("/download?rel=chr/a_chr.csv", "Range", range);
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */10");
        assertThat(answer.json().at("/code").asText()).isEqualTo("request.range-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=", "bytes=-"})
    void aRangeThatIsNoneIsIgnored(String range) {
        assertThat(api.get("/download?rel=chr/a_chr.csv", "Range", range).status())
                .isEqualTo(200);
    }

    @Test
    void aPartOfAChangedFileIsTheWholeFile() {
        var etag = api.get("/download?rel=chr/a_chr.csv").header("ETag");
        assertThat(api.get("/download?rel=chr/a_chr.csv", "Range", "bytes=0-0", "If-Range", etag)
                        .status())
                .isEqualTo(206);
        assertThat(api.get("/download?rel=chr/a_chr.csv", "Range", "bytes=0-0", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anEmptyFileIsAFileToo() {
        var answer = api.get("/download?rel=empty.txt");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "../uploads/x",
                "chr/../../secret.txt",
                "chr/../chr/a_chr.csv",
                "/etc/passwd",
                "..\\secret.txt",
                "C:\\x",
                "..%2Fsecret.txt"
            })
    void aNameThatClimbsIsRefused(String rel) {
        var answer = api.get("/download?rel=" + Api.encode(rel));
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("0123", "root:").contains("\"code\":");
        if (rel.contains("../") || rel.startsWith("/") || rel.contains("\\")) {
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Invalid path\",\"code\":\"path.invalid\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.csv", "chr", "", "a\0b"})
    void whatIsNoFileIs404(String rel) {
        var answer = api.get("/download?rel=" + Api.encode(rel));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"File not found\",\"code\":\"blob.not-found\"}");
    }

    @Test
    void theNameIsRequired() {
        assertThat(api.get("/download").json().at("/detail/0/loc").toString()).isEqualTo("[\"query\",\"rel\"]");
    }

    @Test
    void openingPdfsIsOffUnlessConfigured() {
        var answer = api.get("/open/pdf");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"PDF open disabled\",\"code\":\"pdf.open-disabled\"}");
    }
}
