package ai.pmoves.dox.app.http.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertRoutesTest {
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    private String upload(String name, byte[] content) {
        return api.post("/upload?async_pdf=false", new Multipart().file("files", name, content))
                .json()
                .at("/results/0/artifact_id")
                .asText();
    }

    private String upload(String name, String content) {
        return upload(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Api.Answer convert(String id, String format) {
        return api.postJson("/convert", "{\"artifact_id\":\"%s\",\"format\":\"%s\"}".formatted(id, format));
    }

    private Api.Answer converted(String id, String format) {
        var answer = convert(id, format);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return api.get("/download?rel=" + Api.encode(answer.json().at("/rel").asText()));
    }

    @Test
    void aTableBecomesTheTextThatItIs() {
        var id = upload("sample.csv", Samples.CSV);

        assertThat(convert(id, "TXT").text())
                .isEqualTo(("{\"status\":\"ok\",\"path\":\"artifacts/conversions/%1$s_sample.txt\","
                                + "\"rel\":\"conversions/%1$s_sample.txt\"}")
                        .formatted(id));
        var file = converted(id, "txt");
        assertThat(file.text()).isEqualTo(Samples.CSV);
        assertThat(file.header("Content-Type").replace(" ", "")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"%s_sample.txt\"".formatted(id));
    }

    @Test
    void aPdfBecomesADocument() throws IOException {
        var id = upload("crane.pdf", Pdfs.plain("The crane moved nine containers"));

        assertThat(converted(id, "txt").text()).contains("The crane moved nine containers");
        assertThat(converted(id, "docx").header("Content-Type")).isEqualTo(DOCX);
        assertThat(body("conversions/%s_crane.docx".formatted(id))).contains("The crane moved nine containers");
    }

    private String body(String rel) throws IOException {
        var file = SERVER.dox().blobs().resolve("artifacts/" + rel);
        try (var zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("word/document.xml")) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("no body in " + rel);
    }

    @Test
    void headingsAreOnesAndStrayBytesAreLeftOut() throws IOException {
        var id = upload("n.txt", new byte[] {'#', ' ', 'T', (byte) 0xff, 'o', 'p', '\n', '-', ' ', 'a', 1, '<', '\n'});

        assertThat(converted(id, "txt").text()).isEqualTo("# Top\n- a\u0001<\n");
        assertThat(convert(id, "docx").status()).isEqualTo(200);
        assertThat(body("conversions/%s_n.docx".formatted(id)))
                .contains("Heading1", ">Top<", ">a\uFFFD&lt;<")
                .doesNotContain("# Top");
    }

    @Test
    void aPdfThatIsNotReadYetIsToBeReadFirst() {
        var id = upload("broken.pdf", "no pdf");
        var answer = convert(id, "txt");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"detail\":\"No markdown/text available for this artifact yet. Process a PDF first.\","
                        + "\"code\":\"extract.no-text\"}");
    }

    @Test
    void tooManyLinesForADocumentAreRefused() {
        var id = upload("long.txt", "line\n".repeat(20_001));
        var answer = convert(id, "docx");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("20000 lines", "txt");
        assertThat(converted(id, "txt").text()).hasSize(100_005);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"artifact_id\":\"none\",\"format\":\"pdf\"}|400|format must be 'txt' or 'docx'",
                "{\"artifact_id\":\"none\",\"format\":\"\"}|400|format must be 'txt' or 'docx'",
                "{\"artifact_id\":\"../../x\",\"format\":\"txt\"}|404|Artifact not found: ../../x",
                "{\"artifact_id\":\"a\"}|422|Field required",
                "{\"format\":\"txt\"}|422|Field required",
                "{\"artifact_id\":\"\",\"format\":\"txt\"}|422|at least 1 character",
                "{\"artifact_id\":7,\"format\":\"txt\"}|422|valid string",
                "{\"artifact_id\":\"a\",\"format\":[\"txt\"]}|422|valid string",
                "{\"artifact_id\":\"a\",\"form|422|JSON decode error",
                "\"txt\"|422|valid dictionary"
            })
    void whatCannotBeConvertedIsRefused(String body, int status, String message) {
        var answer = api.postJson("/convert", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(message);
    }
}
